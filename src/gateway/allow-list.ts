import {fieldsOf} from '../adapter/toolkit/fields.js';
import {Problem} from './problem.js';
import type {AllowedRequest, AskedOf, GatewayAccount} from './provider.js';

/** Cursors of providers are the longest there is. */
const LONGEST_VALUE = 8000;

/** A rule that describes a request, and what stands for its names. */
export interface Allowed {
  readonly rule: AllowedRequest;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Finds the rule for a request.
 *
 * @param path as it was asked for, still percent-encoded
 * @throws Problem `not-allowed`
 */
export function allowed(
  rules: readonly AllowedRequest[],
  {method, path, query}: {readonly method: string; readonly path: string; readonly query: URLSearchParams},
  account: GatewayAccount,
): Allowed {
  const parts = path.split('/');
  for (const rule of rules) {
    if (rule.method !== method) continue;
    const parameters = parametersOf(rule.path.split('/'), parts);
    if (parameters && isBound(parameters, account) && isQuery(rule, query)) return {rule, parameters};
  }
  throw new Problem('not-allowed');
}

function parametersOf(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, wanted] of pattern.entries()) {
    const part = parts[index] ?? '';
    if (!wanted.startsWith(':')) {
      if (part !== wanted) return undefined;
      continue;
    }
    const value = segmentIn(part);
    if (value === undefined) return undefined;
    parameters[wanted.slice(1)] = value;
  }
  return parameters;
}

/** A part of a path as adapters write it: in the one canonical way, and nothing in it may leave that part. */
function segmentIn(part: string): string | undefined {
  try {
    const value = decodeURIComponent(part);
    return encodeURIComponent(value) === part && !/^\.{0,2}$|[/\\\p{Cc}]/u.test(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a path, or an event, is of this account as far as it says. */
export const isBound = (parameters: Readonly<Record<string, string>>, account: GatewayAccount): boolean =>
  Object.entries(account.parameters ?? {}).every(([name, value]) => (parameters[name] ?? value) === value);

function isQuery({query: names = []}: AllowedRequest, query: URLSearchParams): boolean {
  const given = [...query];
  return (
    new Set(query.keys()).size === given.length &&
    given.every(([name, value]) => names.includes(name) && value.length <= LONGEST_VALUE)
  );
}

/**
 * The fields of a body, all of which the rule names.
 *
 * @throws Problem `not-allowed`
 */
export function fieldsIn(rule: AllowedRequest, text: string): AskedOf['body'] {
  if (!rule.body) {
    if (text === '') return {};
    throw new Problem('not-allowed');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem('not-allowed');
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isObject && Object.keys(value ?? {}).every((name) => rule.body?.includes(name))) return fieldsOf(value);
  throw new Problem('not-allowed');
}
