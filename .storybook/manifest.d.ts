// The manifest is generated: the types must hold before it is.
declare module '*/custom-elements.json' {
  const manifest: object;
  export default manifest;
}
