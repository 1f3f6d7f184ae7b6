/** Files of a source's catalogue that were handed over, as the API answers them. */
import { z } from 'zod';
import { RunAnswer } from './run.ts';

export const UploadAnswer = z
  .strictObject({
    id: z.string(),
    source: z.string(),
    at: z.string(),
    by: z.string(),
    name: z.string().describe('As it was given: show as text'),
    mediaType: z.string().describe('By its content'),
    bytes: z.int().nonnegative().describe('Of the file as it came'),
    sha256: z.string(),
    redacted: z.boolean().describe('Rows marked secret were taken out before it was kept'),
  })
  .meta({ id: 'Upload' });

export const UploadList = z.strictObject({
  items: z.array(UploadAnswer).describe('Kept files, newest first'),
});

/** What became of a file: kept, and a run over it begun. */
export const UploadTaken = z.strictObject({ upload: UploadAnswer, run: RunAnswer });
