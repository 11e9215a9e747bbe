// The assertion most tests end with.

import { AssertionError } from 'node:assert';

/** Fails with the list unless it is empty. */
export function none(problems, what) {
    if (problems.length === 0) return;
    const shown = problems.slice(0, 40).map((problem) => `  ${problem}`);
    if (problems.length > 40) shown.push(`  and ${problems.length - 40} more`);
    throw new AssertionError({ message: `${problems.length} ${what}:\n${shown.join('\n')}` });
}
