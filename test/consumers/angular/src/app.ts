import {Component, CUSTOM_ELEMENTS_SCHEMA, signal} from '@angular/core';
import 'parlor/define';
import {createMemoryAdapter} from 'parlor/providers/memory';

@Component({
  selector: 'app-root',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <p role="status">
      {{ conversationId() ? 'A conversation is open' : 'No conversation is open' }}, sent:
      {{ sent().join(', ') || 'nothing' }}
    </p>
    <button (click)="conversationId.set(undefined)">Close conversation</button>
    <button (click)="isShown.set(!isShown())">{{ isShown() ? 'Remove inbox' : 'Show inbox' }}</button>
    @if (isShown()) {
      <div style="height: 600px">
        <parlor-inbox
          [adapter]="adapter"
          storage-key="user-1"
          [strings]="strings"
          [conversationId]="conversationId()"
          (parlor-conversation-selected)="conversationId.set($event.detail.conversationId)"
          (parlor-send-request)="check($event)"
          (parlor-message-sent)="addSent($event.detail.message.text ?? '')"
        ></parlor-inbox>
      </div>
    }
  `,
})
export class App {
  readonly adapter = createMemoryAdapter({scenario: 'busy-inbox'});
  readonly strings = {replyPlaceholder: 'Write from Angular'};
  readonly isShown = signal(true);
  readonly conversationId = signal<string | undefined>(undefined);
  readonly sent = signal<readonly string[]>([]);

  // A template's expression that is false would be a veto: Angular prevents the default then.
  check(event: HTMLElementEventMap['parlor-send-request']): void {
    if (event.detail.text === 'Not this') event.preventDefault();
  }

  addSent(text: string): void {
    this.sent.update((before) => [...before, text]);
  }
}
