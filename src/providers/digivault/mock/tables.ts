import type {Backend} from '../../../backend/backend.js';
import {lastActivity} from '../../../backend/queries.js';
import type {WireContact, WireConversation, WireGroup, WireMessage} from '../wire.js';
import type {DigivaultMockOptions} from './options.js';
import {
  contactToWire,
  groupConversationToWire,
  groupMessageToWire,
  groupToWire,
  messageToWire,
  threadToWire,
} from './to-wire.js';

/** What is in a list, in its order. */
export type Rows<Row extends {readonly id: string}> = readonly Row[];

type Sortable<Row> = {readonly row: Row; readonly at: number};

/** The provider's collections over the backend and its groups, each in the order of the options. */
export class Tables {
  constructor(
    private readonly backend: Backend,
    private readonly options: DigivaultMockOptions,
  ) {}

  conversations(): Rows<WireConversation> {
    const {backend, options} = this;
    const threads = backend.threads().map((thread): Sortable<WireConversation> & {readonly made: number} => ({
      row: threadToWire(backend, thread),
      at: lastActivity(backend, thread),
      made: thread.createdAt,
    }));
    const groups = (options.groups?.list() ?? []).map((group) => ({
      row: groupConversationToWire(group),
      at: group.messages.at(-1)?.at ?? group.createdAt,
      made: group.createdAt,
    }));
    const all = [...threads, ...groups];
    switch (options.conversationOrder ?? 'oldest') {
      case 'oldest':
        return all.sort((a, b) => a.made - b.made).map(({row}) => row);
      case 'newest':
        return all
          .sort((a, b) => a.made - b.made)
          .reverse()
          .map(({row}) => row);
      case 'active':
        return all.sort((a, b) => b.at - a.at).map(({row}) => row);
      case 'id':
        return byId(all.map(({row}) => row));
    }
  }

  conversation(id: string): WireConversation | undefined {
    return this.conversations().find((row) => row.id === id);
  }

  contacts(): Rows<WireContact> {
    return this.backend.contacts().map((contact) => contactToWire(this.backend, contact));
  }

  contact(id: string): WireContact | undefined {
    const contact = this.backend.contact(id);
    return contact && contactToWire(this.backend, contact);
  }

  groups(): Rows<WireGroup> {
    return (this.options.groups?.list() ?? []).map((group) => groupToWire(this.backend, group, this.options));
  }

  group(id: string): WireGroup | undefined {
    return this.groups().find((group) => group.id === id);
  }

  /** Of one conversation, or of all. */
  messages(conversationId: string | undefined): Rows<WireMessage> {
    const {options} = this;
    const ids = conversationId === undefined ? this.conversations().map(({id}) => id) : [conversationId];
    const oldestFirst = ids.flatMap((id) => this.#said(id));
    switch (options.messageOrder ?? 'newest') {
      case 'newest':
        return conversationId === undefined ? oldestFirst.sort(bySecond).reverse() : oldestFirst.reverse();
      case 'oldest':
        return conversationId === undefined ? oldestFirst.sort(bySecond) : oldestFirst;
      case 'id':
        return byId(oldestFirst);
    }
  }

  #said(conversationId: string): WireMessage[] {
    const {backend, options} = this;
    const group = options.groups?.ofConversation(conversationId);
    if (group) return group.messages.map((message) => groupMessageToWire(backend, group, message, options));
    const messages = backend.messagesOf(conversationId);
    const answeredAt = messages.findLast(({direction}) => direction === 'inbound')?.at;
    return messages.map((message) => messageToWire(backend, message, answeredAt, options));
  }
}

const byId = <Row extends {readonly id: string}>(rows: Row[]): Row[] =>
  rows.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

const bySecond = (a: WireMessage, b: WireMessage): number => (a.created_at ?? 0) - (b.created_at ?? 0);
