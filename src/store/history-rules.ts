/** What the store needs once there is a history; see `lazy-history.ts`. */
export {readsTheSame} from '../model/match-echo.js';
export {includesMessage, mergeMessages} from '../model/sort-messages.js';
export {consentIn} from './consent-in.js';
export {knownBesides, recogniseEchoes} from './echoes.js';
