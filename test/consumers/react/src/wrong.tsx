import type {} from 'parlor/react';

/** What must not compile; nothing loads it. */
export const wrong = [
  // @ts-expect-error no adapter is a number
  <parlor-inbox key="1" adapter={1} />,
  // @ts-expect-error there is no such property
  <parlor-inbox key="2" adaptor={undefined} />,
  // @ts-expect-error the detail has no such field
  <parlor-inbox key="3" onparlor-message-sent={({detail}) => void detail.text} />,
  // @ts-expect-error the event is another one
  <parlor-inbox key="4" onparlor-message-sent={(event: HTMLElementEventMap['parlor-error']) => void event} />,
];
