/** What the page of one source asks besides the source itself. */
import type {
  ApiErrorTable,
  ApiHeldList,
  ApiHeldNames,
  ApiLacking,
  ApiSlots,
  ApiSourceDays,
  ApiSourceQuality,
  ApiStoredEntry,
  ApiTrends,
  ApiUploadList,
} from '../../../api/types.ts';
import { useAnswer } from './questions.ts';

const id = encodeURIComponent;
const after = (cursor: string | null): string => (cursor === null ? '' : `&cursor=${id(cursor)}`);

export const useHeld = (source: string) => useAnswer<ApiHeldList>(`/held?source=${id(source)}`);
export const useHeldNames = (held: string, cursor: string | null) =>
  useAnswer<ApiHeldNames>(`/held/${id(held)}/entries?size=50${after(cursor)}`, { keep: true });
export const useSourceQuality = (source: string) =>
  useAnswer<ApiSourceQuality>(`/sources/${id(source)}/quality`);
export const useLacking = (source: string, criterion: string, cursor: string | null) =>
  useAnswer<ApiLacking>(`/sources/${id(source)}/quality/${id(criterion)}?size=50${after(cursor)}`, {
    keep: true,
  });
/** The last hundred days that are kept. */
export const useSourceDays = (source: string, from: string) =>
  useAnswer<ApiSourceDays>(`/sources/${id(source)}/history?size=800&from=${from}`);
export const useTrends = () => useAnswer<ApiTrends>('/trends?days=30');
/** When it would be harvested next by a schedule; '' asks nothing. */
export const useSlots = (source: string, schedule: string) =>
  useAnswer<ApiSlots>(schedule === '' ? null : `/sources/${id(source)}/slots?schedule=${id(schedule)}`, {
    keep: true,
  });
/** Null asks nothing. */
export const useUploads = (source: string | null) =>
  useAnswer<ApiUploadList>(source === null ? null : `/sources/${id(source)}/catalogue`);
/** Null asks nothing. */
export const useEntry = (entry: string | null) =>
  useAnswer<ApiStoredEntry>(entry === null ? null : `/entries/${id(entry)}`);
export const useErrorTable = () => useAnswer<ApiErrorTable>('/errors', { forever: true });
