import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import '../../src/define.js';
import type {ParlorInbox} from '../../src/components/inbox/inbox.js';
import type {ParlorTimestamp} from '../../src/components/timestamp/timestamp.js';
import {loadLanguage, registerLanguage, registerLanguageLoader} from '../../src/i18n/index.js';
import {strings as arabic} from '../../src/locales/ar.js';
import '../../src/locales/index.js';
import {openScene, type Scene} from './inbox-scene.js';
import {shadowOf} from './element-helpers.js';

const list = ({inbox}: Pick<Scene, 'inbox'>): Element => {
  const found = shadowOf(inbox).querySelector('parlor-conversation-list');
  if (!found) throw new Error('There is no list.');
  return found;
};

const searchLabel = (scene: Pick<Scene, 'inbox'>): string | null | undefined =>
  shadowOf(list(scene)).querySelector('input')?.ariaLabel;

const says = (scene: Pick<Scene, 'inbox'>, label: string): Promise<void> =>
  waitUntil(() => searchLabel(scene) === label, `The search is to be called “${label}”.`);

describe('Names in a sentence', () => {
  it('are joined as the language of the words does', async () => {
    const joined = async (lang: string): Promise<string> => {
      const around = await fixture(
        html`<div lang=${lang}>
          <parlor-conversation-list .missing=${['Shop', 'Praxis', 'Labor']}></parlor-conversation-list>
        </div>`,
      );
      const element = around.querySelector('parlor-conversation-list');
      await waitUntil(() => element?.shadowRoot?.querySelector('[part=missing]'), 'The accounts are named.');
      await loadLanguage(lang);
      await element?.updateComplete;
      return element?.shadowRoot?.querySelector('[part=missing]')?.textContent ?? '';
    };
    expect(await joined('de')).to.contain('Shop, Praxis und Labor');
    expect(await joined('ja')).to.contain('Shop、Praxis、Labor');
    // Its words are English.
    expect(await joined('zh-TW')).to.contain('Shop, Praxis, and Labor');
  });
});

describe('The language of an inbox', () => {
  afterEach(() => document.documentElement.setAttribute('lang', 'en'));

  it('is English until the words of its locale are loaded', async () => {
    let arrive: () => void = () => undefined;
    registerLanguageLoader('hr', async () => {
      await new Promise<void>((resolve) => (arrive = resolve));
      registerLanguage('hr', {searchConversations: 'Traži razgovore'});
    });
    const scene = await openScene({settings: {locale: 'hr'}});
    await says(scene, 'Search conversations');
    expect(scene.inbox.hasAttribute('lang')).to.equal(false);
    arrive();
    await says(scene, 'Traži razgovore');
  });

  it('follows its locale, and a host’s own words go over it', async () => {
    const scene = await openScene({settings: {locale: 'de', strings: {unread: 'Neu!'}}});
    await says(scene, 'Unterhaltungen suchen');
    scene.inbox.locale = 'fr-CA';
    await says(scene, 'Rechercher des conversations');
    scene.inbox.strings = {searchConversations: 'Chercher ici'};
    await says(scene, 'Chercher ici');
  });

  it('follows the page where it has no locale', async () => {
    const scene = await openScene({settings: {locale: undefined}});
    document.documentElement.setAttribute('lang', 'nl');
    scene.inbox.requestUpdate();
    await says(scene, 'Gesprekken zoeken');
    expect(scene.inbox.getAttribute('lang')).to.equal(null);
  });

  it('stays English where there are no words for it', async () => {
    const scene = await openScene({settings: {locale: 'zh-TW'}});
    await says(scene, 'Search conversations');
    expect([scene.inbox.getAttribute('lang'), scene.inbox.getAttribute('dir')]).to.deep.equal([null, null]);
  });

  it('is understood as other systems spell it, and named on it as the web does', async () => {
    const scene = await openScene({settings: {locale: 'he_IL'}});
    await says(scene, 'חיפוש שיחות');
    expect([scene.inbox.lang, scene.inbox.dir]).to.deep.equal(['he-IL', 'rtl']);
    scene.inbox.locale = 'iw';
    await waitUntil(() => scene.inbox.lang === 'he', 'The language has one name.');
  });

  it('is named on it, with its direction, where the page is in another', async () => {
    const scene = await openScene({settings: {locale: 'he'}});
    await says(scene, 'חיפוש שיחות');
    expect([scene.inbox.lang, scene.inbox.dir]).to.deep.equal(['he', 'rtl']);
    expect(getComputedStyle(list(scene)).direction).to.equal('rtl');
    scene.inbox.locale = 'pl';
    await says(scene, 'Szukaj rozmów');
    expect([scene.inbox.lang, scene.inbox.dir]).to.deep.equal(['pl', 'ltr']);
    scene.inbox.locale = undefined;
    await says(scene, 'Search conversations');
    expect([scene.inbox.getAttribute('lang'), scene.inbox.getAttribute('dir')]).to.deep.equal([null, null]);
  });

  it('leaves alone what the page says of it', async () => {
    const inbox = await fixture<ParlorInbox>(html`<parlor-inbox locale="ar" dir="ltr" lang="ar-EG"></parlor-inbox>`);
    await says({inbox: (await openScene({settings: {locale: 'ar'}})).inbox}, arabic.searchConversations);
    await inbox.updateComplete;
    expect([inbox.getAttribute('lang'), inbox.getAttribute('dir')]).to.deep.equal(['ar-EG', 'ltr']);
    inbox.locale = undefined;
    await inbox.updateComplete;
    expect([inbox.getAttribute('lang'), inbox.getAttribute('dir')]).to.deep.equal(['ar-EG', 'ltr']);
  });
});

describe('An element by itself', () => {
  it('speaks the language that the page around it says it is in', async () => {
    const place = await fixture(html`
      <div lang="es"><parlor-delivery-status status="unconfirmed"></parlor-delivery-status></div>
    `);
    const status = place.querySelector('parlor-delivery-status');
    if (!status) throw new Error('There is no status.');
    const text = () => shadowOf(status).textContent.replace(/\s+/g, ' ').trim();
    await waitUntil(() => text().includes('Sin confirmar'), `It says ${text()}.`);
  });

  it('has what stands within it speak the same', async () => {
    const place = await fixture(html` <div lang="it"><parlor-conversation-item></parlor-conversation-item></div> `);
    const row = place.querySelector('parlor-conversation-item');
    if (!row) throw new Error('There is no row.');
    const inside = document.createElement('parlor-delivery-status');
    inside.setAttribute('status', 'unconfirmed');
    shadowOf(row).append(inside);
    await inside.updateComplete;
    await waitUntil(() => shadowOf(inside).textContent.includes('Non confermato'), 'It speaks Italian.');
  });

  it('hears nothing more of languages once it is gone', async () => {
    const stamp = await fixture<ParlorTimestamp>(html`<parlor-timestamp .at=${0}></parlor-timestamp>`);
    stamp.remove();
    await stamp.updateComplete;
    registerLanguage('et', {});
    expect(stamp.isUpdatePending).to.equal(false);
  });
});
