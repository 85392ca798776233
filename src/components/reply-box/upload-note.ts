import type {Localizer} from '../../i18n/localizer.js';
import type {UploadController} from './upload-controller.js';

/** Why sending waits, while it does. */
export function uploadNote(uploads: UploadController, {strings}: Localizer): string | undefined {
  if (uploads.isUploading) return strings.waitsForUpload;
  return uploads.uploads.length > 0 ? strings.waitsForFailedUpload : undefined;
}
