import type {Reporter, TestCase, TestResult} from '@playwright/test/reporter';

const STEPS = ['types', 'build', 'suite'] as const;

const SIGNS: Readonly<Record<TestResult['status'], string>> = {
  passed: '✔',
  failed: '✘',
  timedOut: '✘ (too slow)',
  skipped: '–',
  interrupted: '✘ (stopped)',
};

/** Prints which host passed which step, and why one was left out. */
export default class Table implements Reporter {
  readonly #rows = new Map<string, Map<string, string>>();

  onTestEnd(test: TestCase, {status, duration}: TestResult): void {
    const host = test.parent.title;
    const row = this.#rows.get(host) ?? new Map<string, string>();
    this.#rows.set(host, row);
    const reason = test.annotations.find(({type}) => type === 'skip')?.description;
    row.set(
      test.title,
      status === 'skipped' ? `– ${reason ?? ''}` : `${SIGNS[status]} ${(duration / 1000).toFixed(1)} s`,
    );
  }

  onEnd(): void {
    const rows = [
      ['', ...STEPS],
      ...[...this.#rows].map(([host, row]) => [host, ...STEPS.map((step) => row.get(step) ?? '')]),
    ];
    const widths = ['', ...STEPS].map((_step, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
    const lines = rows.map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
    console.log(`\n${lines.join('\n')}\n`);
  }
}
