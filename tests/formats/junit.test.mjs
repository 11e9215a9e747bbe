// JUnit as a program reads it that has nothing to do with the one that wrote it.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parse } from 'junit2json';

import { problems, report } from './support.mjs';

const [suite] = (await parse(report('junit'))).testsuite;

test('the numbers are those of the cases', () => {
    const failed = suite.testcase.filter(({ failure }) => failure);
    assert.equal(suite.tests, suite.testcase.length);
    assert.equal(suite.failures, failed.length);
    assert.equal(suite.errors, 0);
});

test('a file with problems fails with all of them, and a clean page passes', () => {
    const files = new Map([['src/clean.md', []]]);
    for (const problem of problems) files.set(problem.file, [...(files.get(problem.file) ?? []), problem]);
    assert.deepEqual(new Set(suite.testcase.map(({ name }) => name)), new Set(files.keys()));
    for (const { name, failure } of suite.testcase) {
        const expected = files.get(name);
        assert.equal(failure?.length ?? 0, expected.length === 0 ? 0 : 1, name);
        for (const { level, code, message, line } of expected) {
            assert.ok(failure[0].inner.includes(`${level}[${code}]: ${message}\n`), failure[0].inner);
            assert.ok(failure[0].inner.includes(` --> ${name}:${line}:`), failure[0].inner);
        }
    }
});
