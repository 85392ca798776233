/** Options with some of their own. Unlike a copy, they read no other option before somebody asks for it. */
export const inheriting = <Options extends object>(options: Options, own: Partial<Options>): Options =>
  Object.assign(Object.create(options) as Options, own);
