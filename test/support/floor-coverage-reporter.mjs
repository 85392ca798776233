import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {compileTypeScript} from './wtr-ts-plugin.mjs';

/** The exit code of a run that has too little coverage, whatever its tests say. */
const SHORT_OF_COVERAGE = 3;

/** Prints the line coverage of the named folders of src, and fails a whole run in which one is below what it must have. */
export function floorCoverageReporter({rootDir, files, report, required}) {
  let isWholeRun;
  return {
    start({config}) {
      isWholeRun = !config.watch && String(config.files) === String(files);
    },
    async onTestRunFinished({testCoverage}) {
      if (!testCoverage || !isWholeRun) return;
      const covered = testCoverage.coverageMap.files();
      const rows = [];
      for (const floor of report) {
        const folder = join(rootDir, 'src', floor, '/');
        const measured = covered.filter((file) => file.startsWith(folder));
        const lines = measured.map((file) => testCoverage.coverageMap.fileCoverageFor(file).toSummary().lines);
        const total = lines.reduce((sum, {total}) => sum + total, 0);
        const hit = lines.reduce((sum, {covered}) => sum + covered, 0);
        const missing = await untested(folder, measured);
        const percent = total ? (100 * hit) / total : missing.length ? 0 : 100;
        const isShort = percent < (required[floor] ?? 0);
        rows.push(
          `${percent.toFixed(1).padStart(6)} %  src/${floor}${isShort ? `  (must have ${required[floor]} %)` : ''}`,
        );
        for (const file of missing) rows.push(`          no test imports ${file.slice(rootDir.length)}`);
        // The runner ends with process.exit: only a listener has the last word on the exit code.
        if (isShort) process.on('exit', () => (process.exitCode = SHORT_OF_COVERAGE));
      }
      console.log(`\nLine coverage\n${rows.join('\n')}`);
    },
  };
}

async function untested(folder, measured) {
  const missing = [];
  for (const path of readdirSync(folder, {recursive: true})) {
    const file = join(folder, path);
    if (file.endsWith('.ts') && !measured.includes(file) && (await hasCode(file))) missing.push(file);
  }
  return missing;
}

/** Whether anything is left of a file once its types are gone. */
async function hasCode(file) {
  const {code} = await compileTypeScript(readFileSync(file, 'utf8'), file);
  return /\S/.test(code.replace(/\/\*[^]*?\*\/|\/\/.*|^(import|export) .* from .*;?$|export \{\s*\};?/gm, ''));
}
