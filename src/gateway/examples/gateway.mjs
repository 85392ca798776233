import {createGateway} from 'parlor/gateway';
import {surgeGateway} from 'parlor/gateway/surge';
import {mediaFolder} from './media-folder.mjs';
import {viewerOf, whenSignedOut} from './sessions.mjs';
import {account, folder, publicUrl} from './settings.mjs';

export const files = mediaFolder({folder, address: new URL('/files', publicUrl), days: 30});

export const gateway = createGateway({
  publicUrl,
  authorize: viewerOf,
  providers: {surge: surgeGateway({accounts: account})},
  storeMedia: files.store,
});
whenSignedOut((viewer) => gateway.endStreams((each) => each === viewer));
process.once('SIGTERM', () => gateway.close());
