import {describeAdapterContract} from '../../adapter/contract-suite.js';
import {overHttp} from '../../adapter/over-http.js';
import {amplifiContract} from './contract-set-up.js';

describe('Amplifi', () => {
  const {connect} = overHttp();

  describeAdapterContract('the Amplifi adapter', amplifiContract({}, connect));

  // What the document leaves open, in every combination, without the service worker in between.
  for (const replyIdDiffers of [false, true]) {
    for (const shortenUrls of [false, true]) {
      for (const retryAfterAsDate of [false, true]) {
        const options = {replyIdDiffers, shortenUrls, retryAfterAsDate};
        const chosen = Object.entries(options).flatMap(([name, isOn]) => (isOn ? [name] : []));
        describeAdapterContract(
          `the Amplifi adapter with ${chosen.join(', ') || 'nothing switched on'}`,
          amplifiContract(options),
        );
      }
    }
  }
});
