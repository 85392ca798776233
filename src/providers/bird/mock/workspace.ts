import type {Backend} from '../../../backend/backend.js';
import type {StoredMessage, Thread} from '../../../backend/types.js';
import type {WireBody, WireConversationStatus, WireParticipant, WireTemplate} from '../wire.js';

/** What Bird keeps of a message that the backend has no place for. */
export interface MessageNote {
  readonly body?: WireBody;
  readonly template?: WireTemplate;
  readonly reference?: string;
  /** Who sent it, of our side. */
  readonly senderId?: string;
  readonly replyToMessageId?: string;
}

/** What Bird keeps of a conversation that the backend has no place for. */
interface ConversationNote {
  readonly status?: Exclude<WireConversationStatus, 'deleted'>;
  readonly name?: string;
  readonly description?: string;
  /** Participants besides the contact: further contacts, access keys, users. */
  readonly others?: readonly WireParticipant[];
}

/** A change of a conversation that the backend does not announce. */
export interface WorkspaceChange {
  readonly type: 'updated' | 'deleted';
  readonly thread: Thread;
}

const workspaces = new WeakMap<Backend, BirdWorkspace>();

/** The workspace over a backend, the same one for handlers and webhooks. */
export function workspaceOf(backend: Backend): BirdWorkspace {
  const known = workspaces.get(backend);
  if (known) return known;
  const made = new BirdWorkspace(backend);
  workspaces.set(backend, made);
  return made;
}

/** The conversations of a Bird workspace: each is a thread of the backend with something added. */
export class BirdWorkspace {
  /** Channels on which only templates arrive until the contact wrote. */
  readonly templateOnlyChannels = new Set<string>();
  /** Conversations a webhook has told of. */
  readonly announced: Set<string>;
  private readonly conversations = new Map<string, ConversationNote>();
  private readonly messages = new Map<string, MessageNote>();
  private readonly references = new Set<string>();
  private readonly listeners = new Set<(change: WorkspaceChange) => void>();

  constructor(readonly backend: Backend) {
    this.announced = new Set(backend.threads().map(({id}) => id));
  }

  /** Oldest first. */
  messagesOf({id}: Thread): readonly StoredMessage[] {
    return this.backend.messagesOf(id);
  }

  noteOf(threadId: string): ConversationNote {
    return this.conversations.get(threadId) ?? {};
  }

  noteOfMessage(messageId: string): MessageNote {
    return this.messages.get(messageId) ?? {};
  }

  noteMessage(messageId: string, note: MessageNote): void {
    this.messages.set(messageId, {...this.noteOfMessage(messageId), ...note});
    if (note.reference) this.references.add(note.reference);
  }

  isTaken(reference: string): boolean {
    return this.references.has(reference);
  }

  /** Changes what Bird keeps of a conversation, and tells. */
  change(thread: Thread, change: ConversationNote): void {
    this.conversations.set(thread.id, {...this.noteOf(thread.id), ...change});
    this.announce({type: 'updated', thread});
  }

  join(thread: Thread, participant: WireParticipant): void {
    const {others = []} = this.noteOf(thread.id);
    if (others.some(({id}) => id === participant.id)) return;
    this.conversations.set(thread.id, {...this.noteOf(thread.id), others: [...others, participant]});
  }

  /** With its messages. Whatever the contact writes later begins another conversation. */
  remove(thread: Thread): void {
    this.announce({type: 'deleted', thread});
    this.conversations.delete(thread.id);
    this.announced.delete(thread.id);
    this.backend.deleteThread(thread.id);
  }

  /** Changes are told while what they are about is still there. */
  subscribe(listener: (change: WorkspaceChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private announce(change: WorkspaceChange): void {
    for (const listener of [...this.listeners]) listener(change);
  }
}
