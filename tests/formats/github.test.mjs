// GitHub's workflow commands, read as the runner of an action reads them: `::name key=value,key=value::data`, one to a line.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { problems, report } from './support.mjs';

const plain = (text, codes) => codes.reduce((text, [code, c]) => text.replaceAll(code, c), text);
const OF_DATA = [['%0D', '\r'], ['%0A', '\n'], ['%25', '%']];
const OF_PROPERTY = [['%0D', '\r'], ['%0A', '\n'], ['%3A', ':'], ['%2C', ','], ['%25', '%']];

function command(line) {
    assert.ok(line.startsWith('::'), line);
    const end = line.indexOf('::', 2);
    assert.ok(end > 0, line);
    const [, name, rest] = /^(\S+) ?(.*)$/.exec(line.slice(2, end));
    const properties = rest.split(',').map((property) => {
        const at = property.indexOf('=');
        assert.ok(at > 0, property);
        return [property.slice(0, at), plain(property.slice(at + 1), OF_PROPERTY)];
    });
    return { name, properties: Object.fromEntries(properties), data: plain(line.slice(end + 2), OF_DATA) };
}

const commands = report('github').trimEnd().split('\n').map(command);

test('every problem is an annotation at its place', () => {
    const places = commands.map(({ name, properties: { title, file, line, endLine, col, endColumn } }) => [
        name, title, file, Number(line), Number(endLine), Number(col), Number(endColumn),
    ]);
    // Columns are told of problems on one line only.
    const column = (p, column) => (p.line === p.end_line ? column : NaN);
    const expected = problems.map((p) => [
        p.level, p.code, `docs/${p.file}`, p.line, p.end_line, column(p, p.column), column(p, p.end_column),
    ]);
    assert.deepEqual(places, expected);
});

test('every annotation starts with the message', () => {
    commands.forEach(({ data }, at) => assert.ok(data.startsWith(problems[at].message), data));
});

test('no command has a property that GitHub does not know', () => {
    const known = new Set(['file', 'line', 'endLine', 'col', 'endColumn', 'title']);
    for (const { properties } of commands) assert.deepEqual(Object.keys(properties).filter((key) => !known.has(key)), []);
});
