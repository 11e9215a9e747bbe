// The reports on the bad book in `book`, which lies in the folder `docs` of a repository.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = process.env.BINDERY;
if (!program) throw new Error('set BINDERY to the program that is to be tested');

/** What `bindery check` says of the bad book in a format. */
export function report(format) {
    const repository = mkdtempSync(join(tmpdir(), 'bindery-formats-'));
    try {
        mkdirSync(join(repository, '.git'));
        cpSync(fileURLToPath(new URL('book', import.meta.url)), join(repository, 'docs'), { recursive: true });
        const run = spawnSync(program, ['check', 'docs', '--format', format], { cwd: repository, encoding: 'utf8' });
        if (run.status !== 1) throw new Error(`exit code ${run.status}: ${run.stdout}${run.stderr}`);
        return run.stdout;
    } finally {
        rmSync(repository, { recursive: true });
    }
}

/** The problems that the other formats must tell too. */
export const problems = JSON.parse(report('json'));
