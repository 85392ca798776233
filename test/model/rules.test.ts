import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {attachmentFromUrl, type Attachment} from '../../src/model/attachment.js';
import {can, NO_CAPABILITIES, type CapabilityName} from '../../src/model/capabilities.js';
import {ConversationError, ERROR_RULES, type ErrorKind} from '../../src/model/conversation-error.js';
import {byActivity, contactOf, conversationTitle, type Conversation} from '../../src/model/conversation.js';
import {isFailure, nextStatus, STATUS_TRANSITIONS, type DeliveryStatus} from '../../src/model/delivery-status.js';
import {messageKey} from '../../src/model/message.js';
import {asCursor, type Page} from '../../src/model/page.js';
import {aConversation, aMessage} from './builders.js';

describe('nextStatus', () => {
  const statuses = Object.keys(STATUS_TRANSITIONS) as DeliveryStatus[];
  // Written out by hand: what each status may become.
  const onwards = 'accepted processing sent delivered read failed undelivered';
  const table: Record<DeliveryStatus, string> = {
    unknown: `draft scheduled pending received ${onwards}`,
    draft: `scheduled pending unconfirmed ${onwards}`,
    scheduled: `pending unconfirmed ${onwards}`,
    pending: `unconfirmed ${onwards}`,
    unconfirmed: onwards,
    accepted: 'processing sent delivered read failed undelivered',
    processing: 'sent delivered read failed undelivered',
    sent: 'delivered read failed undelivered',
    delivered: 'read',
    read: '',
    failed: '',
    undelivered: '',
    received: '',
  };
  for (const current of statuses) {
    it(`moves on from ${current} only to ${table[current] || 'nothing'}`, () => {
      const allowed = new Set(table[current].split(' '));
      for (const news of statuses) expect(nextStatus(current, news), news).to.equal(allowed.has(news) ? news : current);
    });
  }

  it('never comes back to a status it left, in whatever order news arrives', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...statuses),
        fc.array(fc.constantFrom(...statuses), {maxLength: 20}),
        (first, news) => {
          const left = new Set<DeliveryStatus>();
          let current = first;
          for (const status of news) {
            const next = nextStatus(current, status);
            if (next !== current) left.add(current);
            expect(left.has(next)).to.be.false;
            current = next;
          }
        },
      ),
    );
  });

  it('ends in the same status whatever the order, when all of it is one way', () => {
    const way: DeliveryStatus[] = ['pending', 'accepted', 'processing', 'sent', 'delivered', 'read'];
    fc.assert(
      fc.property(fc.shuffledSubarray(way, {minLength: 1}), (news) => {
        const furthest = way[Math.max(...news.map((status) => way.indexOf(status)))];
        expect(news.reduce(nextStatus, 'unknown')).to.equal(furthest);
      }),
    );
  });

  it('calls exactly two statuses a failure', () => {
    expect(statuses.filter(isFailure)).to.have.members(['failed', 'undelivered']);
  });
});

describe('attachmentFromUrl', () => {
  const table: ReadonlyArray<readonly [string, Omit<Attachment, 'url'>]> = [
    ['https://example.com/a/photo.JPG', {kind: 'image', name: 'photo.JPG'}],
    ['https://example.com/a.png?size=2#x', {kind: 'image', name: 'a.png'}],
    ['https://example.com/clip.mp4', {kind: 'video', name: 'clip.mp4'}],
    ['https://example.com/voice.amr', {kind: 'audio', name: 'voice.amr'}],
    ['https://example.com/ana.vcf', {kind: 'contact', name: 'ana.vcf'}],
    ['https://example.com/bill%20may.pdf', {kind: 'file', name: 'bill may.pdf'}],
    ['https://example.com/100%.pdf', {kind: 'file', name: '100%.pdf'}],
    ['https://example.com/media/ME123', {kind: 'unknown', name: 'ME123'}],
    ['https://example.com/', {kind: 'unknown'}],
    ['https://example.com/?file=a.png', {kind: 'image', name: 'a.png'}],
    ['https://example.com/?file=a', {kind: 'unknown'}],
  ];
  for (const [url, expected] of table) {
    it(`reads ${url}`, () => expect(attachmentFromUrl(url)).to.deep.equal({url, ...expected}));
  }
});

describe('conversations', () => {
  const person = (fields: object): Partial<Conversation> => ({participants: [{role: 'contact', ...fields}]});
  const titles: ReadonlyArray<readonly [string, Partial<Conversation>, string | undefined]> = [
    ['its own title first', {title: 'Crew'}, 'Crew'],
    ['the name of the contact', {}, 'Ana Silva'],
    ['the address without a name', person({name: '', address: '+12025550123'}), '+12025550123'],
    [
      'everybody of a group',
      {participants: [{role: 'contact', name: 'Ana'}, {role: 'contact'}, {role: 'contact', address: '729725'}]},
      'Ana, 729725',
    ],
    ['nothing where nothing is known', person({}), undefined],
  ];
  for (const [name, fields, expected] of titles) {
    it(`are titled with ${name}`, () => expect(conversationTitle(aConversation(fields))).to.equal(expected));
  }

  it('know their contact', () => {
    const agent = {role: 'agent', name: 'Kim'} as const;
    const contact = {role: 'contact', name: 'Ana'} as const;
    expect(contactOf(aConversation({participants: [agent, contact]}))).to.equal(contact);
    expect(contactOf(aConversation({participants: [agent]}))).to.equal(agent);
    expect(contactOf(aConversation({participants: []}))).to.equal(undefined);
  });

  it('are sorted by activity, those without a time last, equal ones by id', () => {
    const list = [
      aConversation({id: 'e'}),
      aConversation({id: 'b', lastActivityAt: 2}),
      aConversation({id: 'd'}),
      aConversation({id: 'c', lastActivityAt: 3}),
      aConversation({id: 'a', lastActivityAt: 2}),
      aConversation({id: 'f', lastActivityAt: -1}),
    ];
    expect(
      list
        .sort(byActivity)
        .map(({id}) => id)
        .join(''),
    ).to.equal('cabfde');
    expect(byActivity(aConversation(), aConversation())).to.equal(0);
  });
});

describe('messageKey', () => {
  it('stays the same when a message sent here gets its provider id', () => {
    const local = aMessage({id: 'local-1', localId: 'local-1'});
    expect(messageKey({...local, id: 'p1'})).to.equal(messageKey(local));
    expect(messageKey(aMessage({id: 'p2'}))).to.equal('p2');
  });
});

describe('ConversationError', () => {
  for (const kind of Object.keys(ERROR_RULES) as ErrorKind[]) {
    it(`says what to do about ${kind}`, () => {
      const error = new ConversationError(kind);
      expect({retry: error.retry, nextAction: error.nextAction}).to.deep.equal(ERROR_RULES[kind]);
      expect(error.message).to.equal(kind);
      expect(error.outcomeUnknown).to.be.false;
    });
  }

  it('never advises to repeat what consent forbids', () => {
    expect(ERROR_RULES['opted-out'].retry).to.equal('never');
    expect(ERROR_RULES['not-textable'].retry).to.equal('never');
  });

  it('carries what the provider said', () => {
    const init = {
      message: 'No',
      adapter: 'x',
      status: 429,
      code: 'LIMIT',
      retryAfter: 5,
      outcomeUnknown: true,
      field: 'to',
      raw: {a: 1},
      cause: 'why',
    };
    const error = new ConversationError('rate-limited', init);
    expect(error).to.be.instanceOf(Error);
    expect(error).to.include({name: 'ConversationError', ...init});
  });

  it('wraps whatever was thrown', () => {
    const known = new ConversationError('conflict');
    expect(ConversationError.from(known)).to.equal(known);
    expect(ConversationError.from(new DOMException('gone', 'AbortError')).kind).to.equal('aborted');
    const cause = new TypeError('failed to fetch');
    expect(ConversationError.from(cause, 'network')).to.deep.include({
      kind: 'network',
      message: 'failed to fetch',
      cause,
    });
    expect(ConversationError.from('odd')).to.deep.include({kind: 'server', message: 'odd'});
  });
});

describe('capabilities', () => {
  it('are all off to begin with', () => {
    const {maximumAttachments, ...levels} = NO_CAPABILITIES;
    expect(maximumAttachments).to.equal(0);
    for (const name of Object.keys(levels) as CapabilityName[]) expect(can(NO_CAPABILITIES, name), name).to.be.false;
  });

  it('count as soon as there is any level', () => {
    for (const level of ['native', 'derived', 'local'] as const) {
      expect(can({...NO_CAPABILITIES, starred: level}, 'starred')).to.be.true;
    }
  });
});

describe('Page', () => {
  it('keeps its place through JSON', () => {
    const page: Page<number> = {items: [1], next: asCursor('{"offset":50}'), total: 80};
    expect(JSON.parse(JSON.stringify(page))).to.deep.equal(page);
  });
});
