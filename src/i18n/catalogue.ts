import type {ActionsWords} from './words/actions.js';
import type {CommandWords} from './words/commands.js';
import type {ContactWords} from './words/contact.js';
import type {InboxWords} from './words/inbox.js';
import type {ListWords} from './words/list.js';
import type {ReplyWords} from './words/reply.js';
import type {SearchWords} from './words/search.js';
import type {SharedWords} from './words/shared.js';
import type {StartWords} from './words/start.js';
import type {PickerWords} from './words/templates.js';
import type {ThreadWords} from './words/thread.js';

/** A text for each plural category of the locale (`Intl.PluralRules`); `{count}` stands for the number. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & {readonly other: string};

/** The English words of an element as they may be in any language. */
export type StringsOf<Words> = {
  readonly [Key in keyof Words]: Words[Key] extends string
    ? string
    : Words[Key] extends PluralForms
      ? PluralForms
      : Readonly<Words[Key]>;
};

/**
 * Every string the elements show, by key. Plain data, so that it can be kept in a JSON file and handed to translators;
 * `{name}` marks a value that is filled in.
 */
export type ParlorStrings = StringsOf<
  SharedWords &
    InboxWords &
    ListWords &
    ThreadWords &
    SearchWords &
    ReplyWords &
    PickerWords &
    ActionsWords &
    CommandWords &
    ContactWords &
    StartWords
>;

/** What a host replaces, in whole or in part; the rest stays English. */
export type PartialStrings = {
  readonly [Key in keyof ParlorStrings]?: ParlorStrings[Key] extends string | PluralForms
    ? ParlorStrings[Key]
    : Partial<ParlorStrings[Key]>;
};

/** The tables of one text for each value of a kind. */
export type StringTable<Words = ParlorStrings> = {
  [Key in keyof Words]: Words[Key] extends PluralForms
    ? never
    : Words[Key] extends Readonly<Record<string, string>>
      ? Key
      : never;
}[keyof Words];
