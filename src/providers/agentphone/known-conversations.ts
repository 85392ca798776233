import {fieldsOf, textOf} from '../../adapter/toolkit/fields.js';
import type {Channel} from '../../model/conversation.js';
import {channelIn, memberNames} from './map-conversation.js';
import type {WireConversationDetail} from './wire.js';

/** How a reply reaches a conversation, and what is called how in it. */
export interface Route {
  readonly to: string;
  readonly numberId?: string;
  readonly agentId?: string;
  readonly isGroup: boolean;
  readonly names: ReadonlyMap<string, string>;
}

/** What earlier answers told about conversations, for requests and mappings that need it. */
export class KnownConversations {
  readonly #routes = new Map<string, Route>();
  readonly #channels = new Map<string, Channel>();

  route(conversationId: string): Route | undefined {
    return this.#routes.get(conversationId);
  }

  readonly channelOf = (conversationId: string): Channel | undefined => this.#channels.get(conversationId);

  /** @returns whether the conversation's channel turned out to be another one */
  learn(value: unknown): boolean {
    const wire = fieldsOf<WireConversationDetail>(value);
    const id = textOf(wire.id);
    if (id === undefined) return false;
    const isGroup = wire.isGroup === true;
    const to = textOf(isGroup ? wire.groupId : wire.participant) ?? textOf(wire.participant);
    const [numberId, agentId] = [textOf(wire.phoneNumberId), textOf(wire.agentId)];
    if (to !== undefined) {
      this.#routes.set(id, {
        to,
        ...(numberId !== undefined && {numberId}),
        ...(agentId !== undefined && {agentId}),
        isGroup,
        names: memberNames(wire),
      });
    }
    return this.learnChannel(id, channelIn(wire));
  }

  learnChannel(conversationId: string, channel: Channel | undefined): boolean {
    if (channel === undefined) return false;
    const known = this.#channels.get(conversationId);
    this.#channels.set(conversationId, channel);
    return known === undefined ? channel !== 'sms' : known !== channel;
  }
}
