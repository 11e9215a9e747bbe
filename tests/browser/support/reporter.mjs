// What a run prints: a line for each test, the reasons of those that failed, and the closing count.

/** Why a test failed. Said at once and again at the end: of a long run only a part may be kept. */
function reason({ details }) {
    const { cause } = details.error;
    return cause?.message ?? cause?.stack ?? cause ?? details.error.message;
}

/** @param {AsyncIterable<{type: string, data: any}>} events */
export default async function* report(events) {
    const failures = [];
    let passed = 0;
    let skipped = 0;
    for await (const { type, data } of events) {
        // A file of tests is itself reported as a test; it counts only where it could not even be loaded.
        const isFile = data?.name?.endsWith?.('.mjs');
        if (type === 'test:stderr') yield data.message;
        if (type === 'test:pass' && !isFile) {
            const skip = data.skip !== undefined && data.skip !== false;
            skip ? (skipped += 1) : (passed += 1);
            yield `${skip ? 'skip' : 'ok  '} ${data.name}${skip && data.skip !== true ? ` (${data.skip})` : ''}\n`;
        }
        if (type === 'test:fail' && data.details.error.failureType !== 'subtestsFailed') {
            failures.push(data);
            yield `FAIL ${data.name}\n${reason(data)}\n`;
        }
    }
    for (const data of failures) yield `\n--- ${data.name}\n${reason(data)}\n`;
    yield `\n${skipped ? `${skipped} skipped\n` : ''}${passed} passed, ${failures.length} failed\n`;
}
