import type {Localizer} from '../../i18n/localizer.js';
import type {ReplyWords} from '../../i18n/words/reply.js';
import type {ConversationError} from '../../model/conversation-error.js';

/** What whoever takes files may say of its limits, as a gateway does. */
interface Limits {
  /** Bytes. */
  readonly limit?: number | undefined;
  /** Media types. */
  readonly types: readonly string[];
}

function limitsIn(answer: unknown): Limits {
  if (typeof answer !== 'object' || answer === null) return {types: []};
  const limit: unknown = 'limit' in answer ? answer.limit : undefined;
  const types: readonly unknown[] = 'types' in answer && Array.isArray(answer.types) ? answer.types : [];
  return {
    limit: typeof limit === 'number' && limit > 0 ? limit : undefined,
    types: types.filter((type) => typeof type === 'string'),
  };
}

/** What is said of the file itself: the same one would be refused each time. */
const ABOUT_THE_FILE: ReadonlySet<string> = new Set(['too-large', 'unsupported-type', 'empty', 'unreadable']);

export const mayUploadAgain = (error: ConversationError | undefined): boolean => !ABOUT_THE_FILE.has(error?.code ?? '');

/** Why a file was not taken, and what would be. */
export function uploadReason(error: ConversationError, localizer: Localizer<ReplyWords>): string {
  const {uploadReasons, uploadLimits, fileTypes, separator} = localizer.strings;
  const {code = '', raw} = error;
  const reason = uploadReasons[code];
  if (reason === undefined) return localizer.error(error);
  const {limit, types} = limitsIn(raw);
  const taken: Readonly<Record<string, string | undefined>> = {
    'too-large': limit === undefined ? undefined : sizeOf(limit, localizer),
    'unsupported-type': types.map((type) => fileTypes[type] ?? nameOf(type)).join(separator) || undefined,
  };
  const [words, value] = [uploadLimits[code], taken[code]];
  return words && value ? `${reason} ${localizer.fill(words, {limit: value})}` : reason;
}

/** 5 MB, 1.05 MB */
const sizeOf = (bytes: number, {locale}: Localizer): string =>
  new Intl.NumberFormat(locale, {style: 'unit', unit: 'megabyte', maximumSignificantDigits: 3}).format(bytes / 1e6);

/** As files of a type mostly end. */
const nameOf = (type: string): string => type.replace(/^.*\//, '').toUpperCase();
