import type {AdapterOptions} from '../../../src/adapter/adapter-registry.js';
import {createDigivaultAdapter} from '../../../src/providers/digivault/index.js';
import type {People} from '../../../src/providers/digivault/mapping.js';

export const TALK = 'xgQQXg3hrtjh7AvZ';
export const FRANK = 'WAz8eIbvDR60rouK';
export const MAY_1992 = Date.UTC(1992, 4, 5, 22);
export const DECEMBER_1991 = Date.UTC(1991, 11, 8, 23);

export const urlOf = (input: RequestInfo | URL): string => (input instanceof Request ? input.url : String(input));

/** Knows these people by key, and that some ids are ours. */
export function people(known: Readonly<Record<string, unknown>> = {}, own: readonly string[] = []): People {
  return {book: {get: ({kind, id}) => known[`${kind}:${id}`]}, isOwn: (id) => own.includes(id)};
}

/** An adapter whose provider answers by path. */
export function adapterAnswering(answers: Readonly<Record<string, unknown>>, options: AdapterOptions = {}) {
  const asked: string[] = [];
  const adapter = createDigivaultAdapter({
    ...options,
    fetch: async (input, init) => {
      const {pathname, search} = new URL(urlOf(input));
      asked.push(`${init?.method} ${pathname}${search}`);
      const answer = answers[pathname];
      return answer === undefined ? Response.json({type: 'not_found_error'}, {status: 404}) : Response.json(answer);
    },
  });
  return {adapter, asked};
}

export const list = (...data: unknown[]) => ({has_more: false, data});
