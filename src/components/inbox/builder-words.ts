/** What whoever builds the page is told where something is missing: few pages need it. */
export const NO_SOURCE =
  'it was given no adapter and no provider, and shows nothing. Set the property `adapter`, or the attributes `provider` ' +
  'and `gateway` or `base-url`. Where React rendered the page on a server, properties get lost: use `componentFor`.';
