import '../../src/locales/index.js';

/** What there is to choose from, by BCP 47 tag. */
export const LANGUAGES = ['en', 'es', 'fr', 'de', 'pt-BR', 'it', 'nl', 'pl', 'ja', 'zh-Hans', 'ar', 'he'] as const;

/** What a language is called by those who speak it. */
export const nameOfLanguage = (tag: string): string => new Intl.DisplayNames([tag], {type: 'language'}).of(tag) ?? tag;
