import {parseRetryAfter} from '../rate-limit.js';
import {fieldsOf, nameKey, textOf} from './fields.js';

/** What an error answer says, from the outside in. */
export interface SaidOfError {
  /** What may be a code, as it is written. */
  readonly codes: readonly string[];
  /** What is meant for people. */
  readonly words: readonly string[];
}

const CODE_FIELDS = ['code', 'errorCode', 'error_code', 'type', 'name', 'reason', 'title', 'status'];
const MESSAGE_FIELDS = [
  'message',
  'errorMessage',
  'error_message',
  'msg',
  'detail',
  'details',
  'description',
  'reason',
];
/** Where an error may be wrapped up, one in another, or stand as a text. */
const WRAPPERS = ['error', 'errors', 'data', 'detail', 'details', 'body'];
const DEEPEST = 4;
/** A longer text is a page of somebody on the way. */
const LONGEST_TEXT = 300;

/**
 * Codes and words of an error answer. Where they stand is documented in part at best, so they are looked for under the
 * usual names, in what is wrapped up under the usual names, and in a body that is no more than a text.
 */
export function errorTextsIn(body: unknown): SaidOfError {
  const parts = partsOf(body);
  const under = (names: readonly string[]) =>
    parts.flatMap((part) => names.flatMap((name) => textOf(part instanceof Map ? part.get(name) : undefined) ?? []));
  const bare = parts.filter((part) => typeof part === 'string');
  return {
    codes: [...under(CODE_FIELDS), ...under(WRAPPERS), ...bare],
    words: [...under(MESSAGE_FIELDS), ...under(WRAPPERS), ...bare],
  };
}

/** The body and what is wrapped up in it. */
function partsOf(body: unknown, depth = 0): readonly (ReadonlyMap<string, unknown> | string)[] {
  if (depth > DEEPEST) return [];
  if (Array.isArray(body)) return body.slice(0, DEEPEST).flatMap((part) => partsOf(part, depth + 1));
  if (typeof body === 'string') return body !== '' && body.length < LONGEST_TEXT && !body.includes('<') ? [body] : [];
  const fields = new Map(Object.entries(fieldsOf<Record<string, unknown>>(body)));
  const inner = WRAPPERS.map((name) => fields.get(name)).filter((part) => typeof part === 'object');
  return fields.size > 0 ? [fields, ...inner.flatMap((part) => partsOf(part, depth + 1))] : [];
}

/** A code within words: parts joined by underscores. */
const IN_WORDS = /[a-z]+(?:_[a-z0-9]+)+/gi;

/**
 * The first code that a provider documents, whatever its case, also where it stands within the words.
 *
 * @returns the table's own spelling
 */
export function knownCodeIn<Code extends string>(
  {codes, words}: SaidOfError,
  table: Readonly<Record<Code, unknown>>,
): Code | undefined {
  const known = new Map((Object.keys(table) as Code[]).map((code) => [nameKey(code), code]));
  const said = [...codes, ...words.flatMap((text) => text.match(IN_WORDS) ?? [])];
  return said.map((code) => known.get(nameKey(code))).find((code) => code !== undefined);
}

/** Whether a refusal says that the contact opted out, where no code says it. Talk of opt-out words in general does not. */
export const saysOptedOut = ({codes, words}: SaidOfError): boolean =>
  [...codes, ...words].some((text) => /\bopted[\s-]*out\b|\bunsubscribed\b/i.test(text.replaceAll('_', ' ')));

const WAITS = ['retry_after', 'retryAfter', 'retry_after_seconds', 'retryAfterSeconds'];

/** How long the body asks to wait, in milliseconds. */
export function retryAfterIn(body: unknown): number | undefined {
  const said = partsOf(body).flatMap((part) =>
    part instanceof Map ? WAITS.map((name): unknown => part.get(name)) : [],
  );
  return said.map((value) => parseRetryAfter(value)).find((wait) => wait !== undefined);
}

/** Fields by which providers say that nothing was done, although the status is a success. */
const REFUSALS = ['success', 'ok', 'updated', 'deleted'];
const FAILED = /fail|error|reject|cancel|undeliver/i;

/**
 * What an answer under a status of success says against itself.
 *
 * - `refused`: nothing was done, as in `{success: false}`, or there is an error in place of what was asked for.
 * - `contradictory`: an error, and an object all the same.
 *
 * @returns `undefined` where it says nothing of the kind, and where it names an object that says itself that it failed,
 *   or holds one inside: that is for the adapter to read
 */
export function refusalIn(answer: unknown): 'refused' | 'contradictory' | undefined {
  const {error, errors, ...rest} = fieldsOf<Record<string, unknown>>(answer);
  const fields = new Map(Object.entries(rest));
  const isNamed = fields.get('id') != null;
  const holdsObject = [...fields.values()].some((part) => fieldsOf<{id: unknown}>(part).id != null);
  if (REFUSALS.some((name) => fields.get(name) === false)) return isNamed || !holdsObject ? 'refused' : undefined;
  const status = fields.get('status');
  const isFailed = typeof status === 'string' && FAILED.test(status);
  const hasError = isSaid(error) || isSaid(errors);
  if (isNamed) return hasError && !isFailed ? 'contradictory' : undefined;
  return !holdsObject && (hasError || isFailed) ? 'refused' : undefined;
}

/** Not one of the spellings of "none". */
function isSaid(value: unknown): boolean {
  if (value == null || value === '' || value === false) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
