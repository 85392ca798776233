import 'parlor/define';

/** What must not compile; nothing loads it. */
export function wrong(inbox: HTMLElementTagNameMap['parlor-inbox']): void {
  // @ts-expect-error no adapter is a number
  inbox.adapter = 1;
  // @ts-expect-error the detail has no such field
  inbox.addEventListener('parlor-message-sent', ({detail}) => void detail.text);
  // @ts-expect-error the event is another one
  inbox.addEventListener('parlor-message-sent', (event: HTMLElementEventMap['parlor-error']) => void event);
}
