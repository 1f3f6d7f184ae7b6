/** Previews: what a source, an address or a file would come to. */
import type { ApiPreview } from '../../../api/types.ts';
import { useAct } from './acts.ts';

const id = encodeURIComponent;

export function usePreview() {
  const act = useAct<ApiPreview>();
  const { mutate, data, error, isPending, reset } = act;
  return {
    ...{ data, error, isPending, reset },
    ofSource: (source: string) => mutate({ method: 'POST', path: `/sources/${id(source)}/preview` }),
    /** `family`: asked as this alone. */
    ofAddress: (url: string, family?: string) =>
      mutate({ method: 'POST', path: '/previews', body: { url, ...(family && { family }) } }),
    /** `region`: whose catalogue it is, GB/T 2260. */
    ofFile: (file: File, region?: string) =>
      mutate({
        method: 'POST',
        path: `/previews/file?name=${id(file.name)}${region ? `&region=${id(region)}` : ''}`,
        body: file,
      }),
  };
}
