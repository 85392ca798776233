import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import type {ParlorInbox} from '../../src/components/inbox/inbox.js';
import '../../src/components/inbox/define.js';
import {pageFaults} from '../../src/components/inbox/page-faults.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';

const codesOf = (inbox: ParlorInbox, hasSource = true): readonly string[] =>
  pageFaults(inbox, hasSource).map(({code}) => code);
const wordsOf = (inbox: ParlorInbox, hasSource = true): string =>
  pageFaults(inbox, hasSource)
    .map(({words}) => words)
    .join('\n');

describe('what is wrong with how a page uses the inbox', () => {
  const adapter = createMemoryAdapter();

  it('is nothing where nothing is', async () => {
    const inbox = await fixture<ParlorInbox>(html`
      <parlor-inbox
        class="mine"
        style="height: 400px"
        data-test="x"
        aria-label="Texts"
        media="ask"
        send-key="enter"
        storage-key="somebody"
        .adapter=${adapter}
        .strings=${{send: 'Go'}}
      ></parlor-inbox>
    `);
    expect(codesOf(inbox)).to.deep.equal([]);
  });

  it('is a source that is missing', async () => {
    const inbox = await fixture<ParlorInbox>(html`<parlor-inbox></parlor-inbox>`);
    expect(wordsOf(inbox, false)).to.match(/no adapter and no provider.*`gateway` or `base-url`/);
  });

  it('is a value that an attribute does not know', async () => {
    const inbox = await fixture<ParlorInbox>(html`<parlor-inbox .adapter=${adapter}></parlor-inbox>`);
    inbox.setAttribute('media', 'sometimes');
    inbox.setAttribute('send-key', 'return');
    expect(codesOf(inbox)).to.deep.equal(['unknown-value-media', 'unknown-value-send-key']);
    expect(wordsOf(inbox)).to.contain('"sometimes"').and.to.contain('"always", "ask", "never"');
  });

  it('is an attribute that is written like a property, or with a line below', async () => {
    const inbox = await fixture<ParlorInbox>(html`<parlor-inbox .adapter=${adapter}></parlor-inbox>`);
    for (const name of ['baseUrl', 'base_url', 'storagekey', 'my-own']) inbox.setAttribute(name, 'x');
    expect(codesOf(inbox)).to.have.members([
      'unknown-attribute-baseurl',
      'unknown-attribute-base_url',
      'unknown-attribute-storagekey',
    ]);
    expect(wordsOf(inbox)).to.contain('Write `storage-key`');
  });

  it('is a string that nothing shows', async () => {
    const inbox = await fixture<ParlorInbox>(html`<parlor-inbox .adapter=${adapter}></parlor-inbox>`);
    Object.assign(inbox, {strings: {send: 'Go', sendd: 'Go', toString: 'x'}});
    expect(wordsOf(inbox)).to.contain('`sendd`, `toString`').and.not.to.contain('`send`,');
  });

  it('is a key that everybody can read, but not an account’s id', async () => {
    for (const name of ['apiKey', 'api_key', 'secret', 'accessToken', 'token', 'webhookSecret']) {
      const inbox = await fixture<ParlorInbox>(html`<parlor-inbox .adapter=${adapter}></parlor-inbox>`);
      inbox.adapterOptions = {accountId: 'a', [name]: 'x'};
      expect(codesOf(inbox), name).to.deep.equal(['key-in-page']);
      inbox.adapterOptions = {accountId: 'a', numberId: 'n', channels: [], tokens: 3};
      expect(codesOf(inbox)).to.deep.equal([]);
    }
  });

  describe('in the console', () => {
    let heard: string[];
    const {warn} = console;
    beforeEach(() => {
      heard = [];
      console.warn = (...all) => void heard.push(all.join(' '));
    });
    afterEach(() => {
      console.warn = warn;
    });

    it('is told once for all inboxes of a page', async () => {
      const faulty = () => html`<parlor-inbox send-key="once" .adapter=${adapter}></parlor-inbox>`;
      await fixture(faulty());
      await fixture(faulty());
      const about = () => heard.filter((words) => words.includes('unknown-value-send-key'));
      await waitUntil(() => about().length > 0);
      await fixture(html`<parlor-inbox media="last" .adapter=${adapter}></parlor-inbox>`);
      await waitUntil(() => heard.some((words) => words.includes('unknown-value-media')));
      expect(about()).to.have.length(1);
      expect(about()[0]).to.match(/^<parlor-inbox>: `send-key` is "once"/);
    });
  });
});
