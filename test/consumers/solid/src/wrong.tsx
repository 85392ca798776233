import type {} from 'parlor/solid';

/** What must not compile; nothing loads it. */
export const wrong = () => [
  // @ts-expect-error no adapter is a number
  <parlor-inbox prop:adapter={1} />,
  // @ts-expect-error there is no such property
  <parlor-inbox prop:adaptor={undefined} />,
  // @ts-expect-error the detail has no such field
  <parlor-inbox on:parlor-message-sent={({detail}) => void detail.text} />,
];
