/** Questions about what people say: what they miss, what is wrong. */
import type {
  ApiDemand,
  ApiDemandContact,
  ApiDemandList,
  ApiReportList,
  ApiUnmetList,
} from '../../../api/types.ts';
import { useAnswer } from './questions.ts';

export const useDemands = (query: URLSearchParams) =>
  useAnswer<ApiDemandList>(`/demands?${query}`, { keep: true });
export const useDemand = (id: string) => useAnswer<ApiDemand>(`/demands/${encodeURIComponent(id)}`);
/** Null asks nothing. */
export const useDemandContact = (demand: string | null) =>
  useAnswer<ApiDemandContact>(demand === null ? null : `/demands/${encodeURIComponent(demand)}/contact`);
/** What was searched for and not found, the newest day first. */
export const useUnmet = (query: URLSearchParams) =>
  useAnswer<ApiUnmetList>(`/demands/unmet-searches?${query}`, { keep: true });
/** Mistakes that readers reported of a source. Null asks nothing. */
export const useReports = (query: URLSearchParams | null) =>
  useAnswer<ApiReportList>(query === null ? null : `/reports?${query}`, { keep: true });
