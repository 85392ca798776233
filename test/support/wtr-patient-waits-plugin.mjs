const MODULE = '/__patient-waits__.js';

/**
 * Lets `waitUntil` wait for what has to come as long as a busy machine may need. The library's own default is a second
 * of real time, in which such a machine may stand still. What a test asks for by itself holds.
 */
export function patientWaitsPlugin({timeout}) {
  const body = `
    import {waitUntil as wait} from '@open-wc/testing';
    export * from '@open-wc/testing';
    export const waitUntil = (predicate, message, options) =>
      wait(predicate, message, {timeout: ${timeout}, ...options});
  `;
  return {
    name: 'patient-waits',
    resolveImport({source, context}) {
      return source === '@open-wc/testing' && context.path !== MODULE ? MODULE : undefined;
    },
    serve({path}) {
      return path === MODULE ? {body, type: 'js'} : undefined;
    },
  };
}
