// SARIF against the schema of version 2.1.0.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';

import Ajv from 'ajv';

import { problems, report } from './support.mjs';

const require = createRequire(import.meta.url);
const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
// The schema is of draft 4, which this validator knows under the name `id`.
const ajv = new Ajv({ schemaId: 'auto', meta: false, allErrors: true, unknownFormats: 'ignore' });
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'));
const valid = ajv.compile(schema);
const log = JSON.parse(report('sarif'));
const [run] = log.runs;

test('the log holds to the schema', () => {
    assert.ok(valid(log), ajv.errorsText(valid.errors, { separator: '\n' }));
});

test('the schema is one that a log can fail', () => {
    const wrong = structuredClone(log);
    wrong.runs[0].results[0].locations[0].physicalLocation.region.startLine = 0;
    wrong.runs[0].results[1].level = 'warn';
    assert.equal(valid(wrong), false);
    assert.deepEqual(new Set(valid.errors.map(({ keyword }) => keyword)), new Set(['minimum', 'enum']));
});

test('every problem is a result at its place', () => {
    const places = run.results.map(({ ruleId, level, locations: [{ physicalLocation: { artifactLocation, region } }] }) => {
        assert.equal(artifactLocation.uriBaseId, '%SRCROOT%');
        const { pathname } = new URL(artifactLocation.uri, 'file:///');
        return [ruleId, level, decodeURIComponent(pathname), region.startLine, region.startColumn, region.endLine, region.endColumn];
    });
    const expected = problems.map((p) => [p.code, p.level, `/docs/${p.file}`, p.line, p.column, p.end_line, p.end_column]);
    assert.deepEqual(places, expected);
});

test('every rule has an identifier of its own, and every result that names a rule by number means that one', () => {
    const { rules } = run.tool.driver;
    assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length);
    const numbered = run.results.filter(({ ruleIndex }) => ruleIndex !== undefined);
    assert.ok(numbered.length > 0);
    for (const { ruleId, ruleIndex } of numbered) assert.equal(rules[ruleIndex].id, ruleId);
});

test('every result has a fingerprint of its own', () => {
    const names = run.results.map(({ partialFingerprints }) => partialFingerprints['binderyFinding/v1']);
    assert.equal(new Set(names).size, names.length);
});
