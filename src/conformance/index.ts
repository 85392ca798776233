export {conformanceCases, type ConformanceCase, type ConformanceOutcome} from './conformance-cases.js';
export {ConformanceFailure} from './conformance-failure.js';
export {createConformanceWire} from './wire.js';
export type {ConformanceWire, ConformanceWireOptions, Interference} from './wire.js';
export {wireHooks, type WiredWorld} from './wire-hooks.js';
export type {
  ConformanceFacts,
  ConformanceHooks,
  ConformanceWorld,
  HeldExchange,
  HookName,
  KnownConversation,
  Operation,
  PlannedAnswer,
  SeenRequest,
} from './world.js';
