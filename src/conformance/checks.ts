import {ConversationError, ERROR_RULES, type ErrorKind} from '../model/conversation-error.js';
import {isEqual} from '../util/equal.js';
import {ConformanceFailure} from './conformance-failure.js';

const LONGEST = 300;
const LONGEST_WAIT = 4000;

/** @throws ConformanceFailure unless the condition holds */
export function check(holds: boolean, expected: string, actual: unknown, why: string): asserts holds {
  if (!holds) throw new ConformanceFailure(expected, show(actual), why);
}

export function checkEqual(actual: unknown, expected: unknown, what: string, why: string): void {
  check(isEqual(actual, expected), `${what} to be ${show(expected)}`, actual, why);
}

export function checkOneOf<Value>(actual: unknown, allowed: readonly Value[], what: string, why: string): void {
  const isAllowed = allowed.some((value) => isEqual(value, actual));
  check(isAllowed, `${what} to be one of ${show(allowed)}`, actual, why);
}

/** Compares as sets, and names what is missing, too many and doubled. */
export function checkSameSet(actual: readonly string[], expected: readonly string[], what: string, why: string): void {
  const missing = expected.filter((item) => !actual.includes(item));
  const extra = actual.filter((item) => !expected.includes(item));
  checkNoDouble(actual, what, why);
  if (missing.length + extra.length === 0) return;
  const actualWords = `${actual.length}; missing: ${show(missing)}; not expected: ${show(extra)}`;
  throw new ConformanceFailure(`${what} to be exactly the ${expected.length} there are`, actualWords, why);
}

export function checkNoDouble(actual: readonly string[], what: string, why: string): void {
  const doubled = actual.filter((item, index) => actual.indexOf(item) !== index);
  check(doubled.length === 0, `${what} to be there once each`, `more than once: ${show(doubled)}`, why);
}

/** Compares sequences, and shows the first place where they differ. */
export function checkSequence(
  actual: readonly unknown[],
  expected: readonly unknown[],
  what: string,
  why: string,
): void {
  const longest = Math.max(actual.length, expected.length);
  for (let index = 0; index < longest; index++) {
    if (isEqual(actual[index], expected[index])) continue;
    throw new ConformanceFailure(
      `${what} to be ${expected.length}, with ${show(expected[index])} at place ${index + 1}`,
      `${actual.length}, with ${show(actual[index])} there`,
      why,
    );
  }
}

/**
 * What a call is refused with, which must be the library's own error, and in time.
 *
 * @throws ConformanceFailure when the call succeeds, throws anything else or never settles
 */
export async function refusalOf(work: Promise<unknown>, what: string, why: string): Promise<ConversationError> {
  const outcome = await inTime(
    work.then(
      (value) => ({value}),
      (thrown: unknown) => ({thrown}),
    ),
    what,
  );
  if ('value' in outcome) throw new ConformanceFailure(`${what} to be refused`, `success: ${show(outcome.value)}`, why);
  return conversationErrorIn(outcome.thrown, what);
}

/** @throws ConformanceFailure when the error is not of the right class, or of a kind that nobody knows */
export function conversationErrorIn(thrown: unknown, what: string): ConversationError {
  if (!(thrown instanceof ConversationError)) {
    throw new ConformanceFailure(
      `${what} to fail with a ConversationError`,
      thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : show(thrown),
      'the stores and the words on screen go by its kind; any other error says nothing to the person waiting',
      thrown,
    );
  }
  check(
    Object.hasOwn(ERROR_RULES, thrown.kind),
    `${what} to fail with a known kind`,
    thrown.kind,
    'every kind has its words and its way out',
  );
  return thrown;
}

export async function checkRefused(
  work: Promise<unknown>,
  kinds: readonly ErrorKind[],
  what: string,
  why: string,
): Promise<ConversationError> {
  const error = await refusalOf(work, what, why);
  checkOneOf(error.kind, kinds, `the kind of the error of ${what}`, why);
  return error;
}

/** Waits, but not for ever. */
export async function inTime<Result>(work: Promise<Result>, what: string): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new ConformanceFailure(
            `${what} to be settled`,
            `nothing after ${LONGEST_WAIT} ms`,
            'whoever waits for it would wait for ever',
          ),
        ),
      LONGEST_WAIT,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits until a condition holds. Tells whether it ever did. */
export async function eventually(holds: () => boolean, milliseconds = 2000): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (!holds() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 5));
  return holds();
}

/** A value in a few words. Never throws. */
export function show(value: unknown): string {
  if (typeof value === 'string') return cut(`"${value}"`);
  if (value instanceof Error) return cut(`${value.name}: ${value.message}`);
  try {
    return cut(JSON.stringify(value) ?? String(value));
  } catch {
    return cut(Object.prototype.toString.call(value));
  }
}

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
