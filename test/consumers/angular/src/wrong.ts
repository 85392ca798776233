import {Component, CUSTOM_ELEMENTS_SCHEMA} from '@angular/core';
import type {} from 'parlor/define';

/** What must not compile; nothing loads it. Templates know no comment that expects an error: `wrong.mjs` does. */
@Component({
  selector: 'app-wrong',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `<parlor-inbox (parlor-message-sent)="take($event.detail.text)"></parlor-inbox>`,
})
export class Wrong {
  take(text: string): void {
    console.log(text);
  }
}

export function wrong(inbox: HTMLElementTagNameMap['parlor-inbox']): void {
  // @ts-expect-error no adapter is a number
  inbox.adapter = 1;
  // @ts-expect-error the detail has no such field
  inbox.addEventListener('parlor-message-sent', ({detail}) => void detail.text);
}
