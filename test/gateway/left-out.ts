import type {Reporter, TestCase, TestResult} from '@playwright/test/reporter';

/** Says at the end how many tests were left out, and why. */
export default class LeftOut implements Reporter {
  readonly #reasons = new Map<string, number>();

  onTestEnd({annotations}: TestCase, {status}: TestResult): void {
    if (status !== 'skipped') return;
    const reason = annotations.find(({type}) => type === 'skip')?.description ?? 'no reason is given';
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
  }

  onEnd(): void {
    for (const [reason, count] of this.#reasons) console.log(`\n${count} tests were left out: ${reason}.`);
  }
}
