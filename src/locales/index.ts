/**
 * Every language besides English, each of which loads once `locale`, or the page's `lang`, names it. Import one of them by
 * itself, `parlor/locales/de`, to have it from the start.
 */
import {registerLanguageLoader} from '../i18n/languages.js';

registerLanguageLoader('es', () => import('./es.js'));
registerLanguageLoader('fr', () => import('./fr.js'));
registerLanguageLoader('de', () => import('./de.js'));
registerLanguageLoader('pt-BR', () => import('./pt-BR.js'));
registerLanguageLoader('it', () => import('./it.js'));
registerLanguageLoader('nl', () => import('./nl.js'));
registerLanguageLoader('pl', () => import('./pl.js'));
registerLanguageLoader('ja', () => import('./ja.js'));
registerLanguageLoader('zh-Hans', () => import('./zh-Hans.js'));
registerLanguageLoader('ar', () => import('./ar.js'));
registerLanguageLoader('he', () => import('./he.js'));
