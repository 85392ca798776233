import {ConversationError, type ErrorKind} from '../../model/conversation-error.js';

/** What the attribute `adapter-options` holds where it cannot be read. */
export class UnreadableOptions {}

/** JSON of an object; what is none is told, instead of leaving the adapter without options. */
export const optionsConverter = {
  fromAttribute(text: string | null): unknown {
    if (text === null || text.trim() === '') return undefined;
    try {
      const value: unknown = JSON.parse(text);
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : new UnreadableOptions();
    } catch {
      return new UnreadableOptions();
    }
  },
};

/** @throws ConversationError when the options could not be read */
export function readableOptions<Options>(options: Options): Options {
  if (!(options instanceof UnreadableOptions)) return options;
  throw new ConversationError('validation', {
    field: 'adapter-options',
    message: 'The attribute adapter-options is not the JSON of an object.',
  });
}

const SET_UP_KINDS: ReadonlySet<ErrorKind> = new Set<ErrorKind>([
  'unauthorized',
  'forbidden',
  'not-found',
  'decode',
  'network',
  'not-ready',
]);

/** Whether an error of the first read may come from the way the page was set up. */
export const mayBeSetUp = (error: ConversationError | undefined): error is ConversationError =>
  error !== undefined && SET_UP_KINDS.has(error.kind);

/** The address as a page would see it, without what may be secret in it. */
export function addressOf(baseUrl: string): string {
  try {
    const {origin, pathname} = new URL(baseUrl, document.baseURI);
    return origin + pathname;
  } catch {
    return baseUrl;
  }
}
