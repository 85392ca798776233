import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {csvOf, isoInZone} from '../../src/components/export/csv.js';
import type {ParlorExport} from '../../src/components/export/export.js';
import {fillPage} from '../../src/components/export/make-file.js';
import {fileNameOf} from '../../src/components/export/transcript.js';
import {Localizer} from '../../src/i18n/localizer.js';
import {exportWords} from '../../src/i18n/words/export.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {replace} from '../store/storage/storage-tools.js';
import {all, button, facts, find, makeWorld, openConversation, openScene, words, type World} from './inbox-scene.js';

interface Made {
  readonly name: string;
  readonly text: string;
}

/** Catches what would be downloaded. */
function catchFiles() {
  const made: Promise<Made>[] = [];
  const blobs = new Map<string, Blob>();
  const restores = [
    replace(URL, 'createObjectURL', (blob: Blob) => {
      const address = `blob:test-${blobs.size}`;
      blobs.set(address, blob);
      return address;
    }),
    replace(HTMLAnchorElement.prototype, 'click', function (this: HTMLAnchorElement) {
      const blob = blobs.get(this.href);
      if (!blob) throw new Error('There is nothing to download.');
      made.push(blob.arrayBuffer().then((bytes) => ({name: this.download, text: utf8(bytes)})));
    }),
  ];
  return {made, restore: () => restores.forEach((restore) => restore())};
}

/** With the mark at its beginning. */
const utf8 = (bytes: ArrayBuffer): string => new TextDecoder('utf-8', {ignoreBOM: true}).decode(bytes);

async function openExport(world: World, select: (ids: readonly string[]) => string | undefined) {
  const place = await fixture<HTMLElement>(
    html`<parlor-inbox-context locale="en-GB" .adapter=${world.adapter}
      ><parlor-export></parlor-export
    ></parlor-inbox-context>`,
  );
  const context = place as HTMLElementTagNameMap['parlor-inbox-context'];
  await waitUntil(() => context.store?.conversationList.state.status === 'ready');
  const {store} = context;
  if (!store) throw new Error('There is no store.');
  const id = select(store.conversationList.state.conversations.map((conversation) => conversation.id));
  store.select(id);
  if (id) await store.timeline(id).when(({status}) => status === 'ready');
  const element = find<ParlorExport>(place, 'parlor-export');
  element.show();
  await element.updateComplete;
  return {context, store, element, id: id ?? ''};
}

const pick = (element: ParlorExport, value: string): void => find(element, `[value=${value}]`).click();
const status = (element: ParlorExport): string => words(find(element, '[role=status]'));

describe('a table as CSV', () => {
  it('quotes after RFC 4180, defuses formulas, and is known as UTF-8', () => {
    expect(csvOf([['a', 'b "c"', 'd,e', 'f\ng']])).to.equal('\uFEFFa,"b ""c""","d,e","f\ng"\r\n');
    const dangerous = ['=1+1', '+15551234', '-2', '@cmd', '\tx', '＝1', '=HYPERLINK("http://x","y")'];
    expect(csvOf([dangerous])).to.equal(
      `\uFEFF'=1+1,'+15551234,'-2,'@cmd,'\tx,'＝1,"'=HYPERLINK(""http://x"",""y"")"\r\n`,
    );
  });

  it('has moments with the offset of their zone', () => {
    const at = Date.parse('2026-05-04T18:05:09.700Z');
    expect(isoInZone(at, 'America/New_York')).to.equal('2026-05-04T14:05:09-04:00');
    expect(isoInZone(at, 'Asia/Kolkata')).to.equal('2026-05-04T23:35:09+05:30');
    expect(isoInZone(Date.parse('2026-01-01T00:00:00Z'), 'UTC')).to.equal('2026-01-01T00:00:00+00:00');
    expect(isoInZone(Date.parse('2026-01-01T23:30:00Z'), 'Asia/Tokyo')).to.equal('2026-01-02T08:30:00+09:00');
  });
});

describe('<parlor-export>', () => {
  let files = catchFiles();
  beforeEach(() => (files = catchFiles()));
  afterEach(() => files.restore());

  it('is in the menu of the open conversation, and says what there is', async () => {
    files.restore();
    const {inbox} = await openScene({scenario: 'send-fails'});
    await openConversation(inbox, 'Works Fine');
    await waitUntil(() => all(inbox, '[part=menu-button]').length > 0);
    find(inbox, '[part=menu-button]').click();
    find(inbox, '.menu-item.export').click();
    await waitUntil(() => all(inbox, 'parlor-export dialog[open], dialog[open]').length > 0, 'the dialog is open');
    const element = find<ParlorExport>(inbox, 'parlor-export');
    await waitUntil(() => words(element).includes('The conversation with Works Fine'));
    expect(words(element)).to.match(/\d messages?: all there (is|are)/);
    await expect(element).to.be.accessible();
  });

  it('reads a long conversation to its first message, and says so in the file’s name where it does not', async () => {
    const world = makeWorld('long-history');
    const adapter = createMemoryAdapter({backend: world.backend, pageSize: 100});
    const {element, store, id} = await openExport({...world, adapter}, ([first]) => first);
    const total = store.timeline(id).state.messages.length;
    expect(words(element)).to.include('There are older ones.');
    button(element, 'Export').click();
    await waitUntil(() => status(element).startsWith('Exported'), 'it was made', {timeout: 20_000});
    const whole = await files.made[0];
    const rows = (whole?.text ?? '').split('\r\n').length - 2;
    expect(rows).to.be.greaterThan(total * 2);
    expect(whole?.name)
      .to.match(/\.csv$/)
      .and.not.to.include('incomplete');
    expect(store.timeline(id).state.messages.length, 'whoever reads the thread keeps their place').to.equal(total);
    find(element, '[type=checkbox]').click();
    button(element, 'Export').click();
    await waitUntil(() => files.made.length === 2);
    const part = await files.made[1];
    expect(part?.name).to.include('incomplete');
    expect(part?.text.split('\r\n')[1], 'whatever the file is called later').to.equal(
      `,,,,${exportWords.exportPart},,,,`,
    );
    expect(whole?.text).not.to.include(exportWords.exportPart);
    await waitUntil(() => status(element).includes('Older messages are missing'));
  });

  it('says so, and the day, however long the name is', () => {
    const name = fileNameOf(
      ['n'.repeat(300), 'incomplete'],
      Date.parse('2026-05-04T12:00:00Z'),
      new Localizer({locale: 'en-GB', timeZone: 'UTC'}).with(exportWords),
    );
    expect(name).to.match(/^n+-incomplete-2026-05-04$/);
    expect(name.length).to.be.lessThan(120);
  });

  it('can be stopped, and makes nothing then', async () => {
    const world = makeWorld('long-history');
    const inner = createMemoryAdapter({backend: world.backend, pageSize: 20});
    let isHeld = false;
    const adapter: MessagingAdapter = {
      ...inner,
      listMessages: async (query, options) => {
        if (query.cursor && isHeld)
          await new Promise((_, reject) => options?.signal?.addEventListener('abort', reject));
        return inner.listMessages(query, options);
      },
    };
    const {element} = await openExport({...world, adapter}, ([first]) => first);
    isHeld = true;
    button(element, 'Export').click();
    await waitUntil(() => /^20 messages read/.test(status(element)));
    button(element, 'Stop').click();
    await waitUntil(() => status(element) === '');
    expect(words(find(element, '[role=alert]'))).to.equal('');
    expect(files.made.length).to.equal(0);
  });

  it('says why the rest cannot be read, and exports what is loaded without it', async () => {
    const world = makeWorld('long-history');
    const inner = createMemoryAdapter({backend: world.backend, pageSize: 20});
    const adapter: MessagingAdapter = {
      ...inner,
      listMessages: (query, options) =>
        query.cursor ? Promise.reject(new ConversationError('network')) : inner.listMessages(query, options),
    };
    const {element} = await openExport({...world, adapter}, ([first]) => first);
    button(element, 'Export').click();
    await waitUntil(() => words(find(element, '[role=alert]')).includes('The provider cannot be reached.'));
    find(element, '[type=checkbox]').click();
    pick(element, 'text');
    await element.updateComplete;
    button(element, 'Export').click();
    await waitUntil(() => files.made.length === 1);
    const made = await files.made[0];
    expect(made?.name).to.match(/incomplete.*\.txt$/);
    expect(made?.text).to.include('Incomplete: the conversation has older messages');
  });

  it('logs who opted out, when, by which message, and who says so', async () => {
    const world = makeWorld('busy-inbox');
    const stopped = world.backend.contacts()[0];
    world.backend.receive({phone: stopped?.phone ?? '', text: 'STOP'});
    const thread = world.backend.threadWithPhone(stopped?.phone ?? '');
    const {element} = await openExport(world, () => thread?.id);
    pick(element, 'consent');
    button(element, 'Export').click();
    await waitUntil(() => files.made.length === 1);
    const text = (await files.made[0])?.text ?? '';
    expect(text.split('\r\n')[0]).to.equal(
      '\uFEFFcontact,number,own_number,kind,consent,time,evidence,message_id,source',
    );
    expect(text).to.match(/,change,opt-out,20\d\d-\d\d-\d\dT[^,]+,STOP,[^,]+,(native|derived)/);
    expect(text).to.match(/,now,(probably-)?opted-out,/);
    pick(element, 'all-consent');
    await element.updateComplete;
    button(element, 'Export').click();
    await waitUntil(() => files.made.length === 2);
    expect(((await files.made[1])?.text ?? '').split(',now,').length).to.be.greaterThan(20);
  });

  it('is vetoed by the page', async () => {
    const world = makeWorld('busy-inbox');
    const {element, context, id} = await openExport(world, ([first]) => first);
    const asked = facts(context, 'parlor-export-request');
    context.addEventListener('parlor-export-request', (event) => event.preventDefault());
    button(element, 'Export').click();
    expect(asked[0]?.detail).to.deep.equal({content: 'transcript', format: 'csv', conversationId: id});
    expect(files.made.length).to.equal(0);
  });

  it('draws what is printed as text alone', () => {
    const page = document.implementation.createHTMLDocument();
    const sections = [{heading: '4 May 2026', lines: ['14:05 Ada: <img src=x onerror=alert(1)>']}];
    fillPage(page, {title: 'Ada', notes: ['From the first message on'], table: [], sections, fileName: 'ada'});
    expect(page.body.textContent).to.include('<img src=x');
    expect(page.querySelector('img')).to.equal(null);
  });
});
