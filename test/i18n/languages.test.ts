import {expect} from '@open-wc/testing';
import type {PluralForms} from '../../src/i18n/catalogue.js';
import {
  english,
  loadLanguage,
  Localizer,
  registerLanguage,
  registerLanguageLoader,
  type LocalizerOptions,
} from '../../src/i18n/index.js';
import {directionOf, onLanguage, wordsOf} from '../../src/i18n/languages.js';
import {strings as ar} from '../../src/locales/ar.js';
import {strings as de} from '../../src/locales/de.js';
import {strings as es} from '../../src/locales/es.js';
import {strings as fr} from '../../src/locales/fr.js';
import {strings as he} from '../../src/locales/he.js';
import {strings as it_} from '../../src/locales/it.js';
import {strings as ja} from '../../src/locales/ja.js';
import {strings as nl} from '../../src/locales/nl.js';
import {strings as pl} from '../../src/locales/pl.js';
import {strings as ptBR} from '../../src/locales/pt-BR.js';
import {strings as zhHans} from '../../src/locales/zh-Hans.js';

const LANGUAGES = {es, fr, de, 'pt-BR': ptBR, it: it_, nl, pl, ja, 'zh-Hans': zhHans, ar, he};

type Text = readonly [path: string, text: string];

const isForms = (value: object): value is PluralForms => 'other' in value;

/** Every text by its place; of what is counted each form. */
const textsOf = (words: object, place = ''): readonly Text[] =>
  Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    const path = `${place}${key}`;
    if (typeof value === 'string') return [[path, value] as const];
    return typeof value === 'object' && value ? textsOf(value, `${path}.`) : [];
  });

const formsOf = (words: object): readonly (readonly [string, PluralForms])[] =>
  Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value && isForms(value) ? [[key, value] as const] : [],
  );

const placesIn = (text: string): readonly string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

/** What is written alike in many languages. */
const ALIKE_ANYWHERE = new Set([
  // Names of products, formats and standards.
  ...['encodingGsm', 'encodingUnicode', 'fieldJsonHint', 'channels.sms', 'channels.mms', 'channels.imessage'],
  ...['channels.whatsapp', 'fileTypes.audio/mpeg', 'fileTypes.image/webp', 'fileTypes.video/3gpp'],
  // Signs around what is filled in.
  ...['timeInZone', 'sentBy', 'unsentPreview', 'messageFrom', 'pictureFrom', 'mediaUrlPlaceholder', 'orMore'],
  ...['launcherWithCount', 'optional', 'bulkProgress', 'nextActions.none'],
  // What is printed on keys.
  ...['Control', 'Alt', 'Option', 'Shift', 'Meta', 'Enter', 'Escape', '/'].map((key) => `keyNames.${key}`),
  // On envelopes and in address books.
  ...['recipientKinds.cc', 'recipientKinds.bcc', 'email', 'cardEmails', 'channels.email'],
]);

/** Words that a language happens to share with English, or has taken over from it. */
const ALIKE: Readonly<Record<string, readonly string[]>> = {
  fr: [
    ...['conversations', 'photo', 'conversationsFound', 'segments', 'commandGroups.conversations'],
    ...['notes', 'agent', 'participants', 'messageCount', 'message', 'recipientContact', 'launcher', 'firstMessage'],
    ...['sentimentScore', 'dateLabel', 'reactions.question'],
  ],
  de: ['messageDetails', 'status', 'fieldName', 'exportFormats.text', 'sendOptions.forceRoute'],
  'pt-BR': ['status'],
  it: ['sentimentScore'],
  nl: [
    ...['messageDetails', 'status', 'agent', 'sentimentScore', 'sendOptions.forceRoute', 'sendOptions.sendStyle'],
    ...['recipientContact', 'segments', 'keyNames./'],
  ],
  pl: ['agent', 'segments'],
};

for (const [tag, words] of Object.entries(LANGUAGES)) {
  describe(`The words in ${tag}`, () => {
    it('are all there, under the same keys as in English', () => {
      const shape = (texts: readonly Text[]) => texts.map(([path]) => path).filter((path) => !PLURAL.test(path));
      expect(shape(textsOf(words)).sort()).to.deep.equal(shape(textsOf(english)).sort());
      expect(textsOf(words).filter(([path, text]) => text.trim() === '' && path !== 'nextActions.none')).to.deep.equal(
        [],
      );
    });

    it('have a form for each plural category of the language, and no other', () => {
      const categories = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
      for (const [key, forms] of formsOf(words)) expect(Object.keys(forms), key).to.have.members(categories);
      expect(formsOf(words).length).to.equal(formsOf(english).length);
    });

    it('have the places to fill in that English has', () => {
      const inEnglish = new Map(textsOf(english));
      for (const [path, text] of textsOf(words)) {
        const counted = PLURAL.exec(path);
        const known = inEnglish.get(counted ? path.replace(PLURAL, '.other') : path) ?? '';
        // A form for one or two may say so in a word.
        const isWord = ['.one', '.two'].includes(counted?.[0] ?? '');
        const expected = isWord && !text.includes('{count}') ? known.replace('{count}', '') : known;
        expect(placesIn(text), path).to.deep.equal(placesIn(expected));
      }
    });

    it('are not English', () => {
      const inEnglish = new Map(textsOf(english));
      const allowed = new Set([...ALIKE_ANYWHERE, ...(ALIKE[tag] ?? [])]);
      const alike = textsOf(words)
        .filter(([path, text]) => /\p{L}/u.test(text.replace(/\{\w+\}/g, '')) && text === inEnglish.get(path))
        .map(([path]) => path.replace(PLURAL, ''));
      expect(alike.filter((path) => !allowed.has(path))).to.deep.equal([]);
      expect(
        (ALIKE[tag] ?? []).filter((path) => !alike.includes(path)),
        'allowed for nothing',
      ).to.deep.equal([]);
    });

    it('are one word for one thing, wherever it is named', () => {
      for (const [one, other] of SAME) {
        const all = new Map(textsOf(words));
        expect(all.get(one), `${one} and ${other}`).to.equal(all.get(other));
      }
    });

    it('never call failed what is unconfirmed, nor certain what is probable', () => {
      const {statuses, optedOut, probablyOptedOut, unsentStates, sources} = words;
      expect(new Set(Object.values(statuses)).size).to.equal(Object.keys(statuses).length);
      expect(new Set(Object.values(sources)).size).to.equal(3);
      expect(new Set(Object.values(unsentStates)).size).to.equal(3);
      expect(probablyOptedOut).not.to.equal(optedOut);
    });
  });
}

const PLURAL = /\.(?:zero|one|two|few|many|other)$/;

/** What says the same in two places. */
const SAME: readonly (readonly [string, string])[] = [
  ['filterOwnNumber', 'ownNumber'],
  ['statuses.unconfirmed', 'unsentStates.unconfirmed'],
  ['optedOut', 'exportConsentStates.opted-out'],
  ['probablyOptedOut', 'exportConsentStates.probably-opted-out'],
  ['optedIn', 'exportConsentStates.opted-in'],
  ['cancel', 'exportCancel'],
  ['conversations', 'commandGroups.conversations'],
  ['email', 'channels.email'],
];

describe('Languages', () => {
  it('are found for a region without words of its own, in the same script alone', () => {
    expect(wordsOf('de-AT')).to.equal(de);
    expect(wordsOf('pt-PT')).to.equal(ptBR);
    expect(wordsOf('zh-CN')).to.equal(zhHans);
    expect(wordsOf('iw')).to.equal(he);
    expect(wordsOf('ar-EG-u-nu-latn')).to.equal(ar);
    for (const tag of ['zh-TW', 'zh-Hant', 'en', 'en-GB', 'xx', '', 'not a locale!', undefined]) {
      expect(wordsOf(tag), tag).to.equal(undefined);
    }
  });

  it('are found as other systems spell them, and by either name of one language', () => {
    expect(['de_DE', ' de ', 'pt_BR.UTF-8', 'zh_Hans_CN'].map((tag) => wordsOf(tag))).to.deep.equal([
      ...[de, de, ptBR, zhHans],
    ]);
    expect(new Localizer({locale: 'de_DE'}).number(1234.5)).to.equal('1.234,5');
    registerLanguage('nb', {send: 'Send'});
    expect(wordsOf('no')).to.equal(wordsOf('nb-NO'));
    expect(wordsOf('no')).to.deep.equal({send: 'Send'});
  });

  it('count in their own way', () => {
    const polish = new Localizer({locale: 'pl'});
    expect([1, 2, 5, 22].map((n) => polish.count(pl.newMessages, n))).to.deep.equal([
      ...['1 nowa wiadomość', '2 nowe wiadomości', '5 nowych wiadomości', '22 nowe wiadomości'],
    ]);
    const arabic = new Localizer({locale: 'ar-u-nu-latn'});
    expect([1, 2, 3, 11, 100].map((n) => arabic.count(ar.newMessages, n))).to.deep.equal([
      ...['رسالة جديدة واحدة', 'رسالتان جديدتان', '3 رسائل جديدة', '11 رسالة جديدة', '100 رسالة جديدة'],
    ]);
    const french = new Localizer({locale: 'fr'});
    expect([0, 1, 2].map((n) => french.count(fr.newMessages, n))).to.deep.equal([
      ...['0 nouveau message', '1 nouveau message', '2 nouveaux messages'],
    ]);
    expect(french.count(fr.newMessages, 1e6)).to.match(/^1\s000\s000 de nouveaux messages$/);
  });

  it('count as the language does that the words are in, whatever language was asked for', () => {
    const counted = (options: LocalizerOptions, count: number) => {
      const localizer = new Localizer(options).with(english);
      return localizer.count(localizer.strings.newMessages, count);
    };
    // Without words of its own, so that they are English: Chinese has one form, and Russian has “one” for 21 as well.
    expect(counted({locale: 'zh-TW'}, 1)).to.equal('1 new message');
    expect(counted({locale: 'ru'}, 21)).to.equal('21 new messages');
    expect(counted({locale: 'ja', language: ''}, 1)).to.equal('1 new message');
    expect(counted({locale: 'de', language: 'fr'}, 0)).to.equal('0 nouveau message');
    const strings = {newMessages: {one: '{count} новое', few: '{count} новых', other: '{count} новых'}};
    expect(counted({locale: 'ru', strings}, 21)).to.equal('21 новое');
  });

  it('are written to the right or to the left', () => {
    expect(['ar', 'he', 'fa', 'ur'].map(directionOf)).to.deep.equal(['rtl', 'rtl', 'rtl', 'rtl']);
    expect(['de', 'ja', 'zh-Hans', 'az'].map(directionOf)).to.deep.equal(['ltr', 'ltr', 'ltr', 'ltr']);
  });

  it('have what a host says over them, and English under them', () => {
    registerLanguage('sv', {send: 'Skicka', statuses: {sent: 'Skickat'}});
    const {strings} = new Localizer({locale: 'sv-FI', strings: {cancel: 'Nej'}}).with(english);
    expect([strings.send, strings.cancel, strings.retry]).to.deep.equal(['Skicka', 'Nej', english.retry]);
    expect([strings.statuses.sent, strings.statuses.read]).to.deep.equal(['Skickat', english.statuses.read]);
    const replaced = new Localizer({locale: 'de', strings: {send: 'Ab damit', statuses: {sent: 'Weg'}}}).with(english);
    expect(replaced.strings.send).to.equal('Ab damit');
    expect(replaced.strings.statuses).to.deep.equal({...de.statuses, sent: 'Weg'});
    expect(replaced.inTimeZone('Asia/Tokyo').strings.retry).to.equal(de.retry);
  });

  it('can be another one than the one that dates are written in', () => {
    const localizer = new Localizer({locale: 'de', language: 'fr'});
    expect(localizer.strings.retry).to.equal(fr.retry);
    expect(localizer.number(1234.5)).to.equal('1.234,5');
    expect(localizer.inTimeZone('Asia/Tokyo').strings.retry).to.equal(fr.retry);
    const english_ = new Localizer({locale: 'de', language: ''});
    expect(english_.inTimeZone('Asia/Tokyo').strings.retry).to.equal(english.retry);
  });

  it('make a localizer outdated that was made before they came', () => {
    const before = new Localizer({locale: 'da'});
    const derived = before.with(english);
    const unconcerned = new Localizer({locale: 'nb'});
    expect(before.isOutdated).to.equal(false);
    registerLanguage('da', {send: 'Send nu'});
    expect([before, derived, before.with({own: ''}), unconcerned].map((one) => one.isOutdated)).to.deep.equal([
      ...[true, true, true, false],
    ]);
  });

  it('refuse a tag that is none', () => {
    expect(() => registerLanguage('not a locale!', {})).to.throw(RangeError);
  });

  it('load once, and tell of it', async () => {
    let loads = 0;
    registerLanguageLoader('fi', async () => {
      loads++;
      await Promise.resolve();
      registerLanguage('fi', {send: 'Lähetä'});
    });
    let tellings = 0;
    const stop = onLanguage(() => tellings++);
    await Promise.all([loadLanguage('fi'), loadLanguage('fi-FI')]);
    await loadLanguage('fi');
    await loadLanguage('et');
    stop();
    expect([loads, tellings]).to.deep.equal([1, 1]);
    expect(new Localizer({locale: 'fi'}).with(english).strings.send).to.equal('Lähetä');
  });

  it('say once in the console that they could not be loaded, and may be asked for again', async () => {
    const said: unknown[] = [];
    const {warn} = console;
    console.warn = (...words: unknown[]) => said.push(words[0]);
    try {
      let isThere = false;
      registerLanguageLoader('is', async () => {
        await Promise.resolve();
        if (!isThere) throw new TypeError('Failed to fetch');
        registerLanguage('is', {send: 'Senda'});
      });
      await loadLanguage('is');
      await loadLanguage('is');
      expect(said).to.deep.equal(['The words for the language "is" could not be loaded: English is shown.']);
      isThere = true;
      await loadLanguage('is');
      expect(wordsOf('is')).to.deep.equal({send: 'Senda'});
    } finally {
      console.warn = warn;
    }
  });
});
