import type { ApiSource } from '../../../../../api/types.ts';
import { useAct } from '../../../api/acts.ts';

/** What is to be set of a source; null takes back. */
export interface Setting {
  schedule?: string | null;
  perSecond?: number | null;
  paused?: boolean;
}

export function useSetting({ id }: ApiSource) {
  const { mutate, isPending, error, reset } = useAct<ApiSource>();
  return {
    ...{ isPending, error, reset },
    set: (body: Setting) => mutate({ method: 'PATCH', path: `/sources/${encodeURIComponent(id)}`, body }),
  };
}
