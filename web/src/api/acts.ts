/** Who is at the page, and what they do. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ApiKeyList, ApiSession } from '../../../api/types.ts';
import { useSpeech } from '../words/language.tsx';
import { type Act, send } from './client.ts';
import { useAnswer } from './questions.ts';

/** With a source, what one may do there. */
export const useSession = (source?: string) =>
  useAnswer<ApiSession>(source === undefined ? '/session' : `/session?source=${encodeURIComponent(source)}`);

/** Undefined while it is not known. */
export function useMay(right: string, source?: string): boolean | undefined {
  return useSession(source).data?.may.includes(right);
}

/** Null asks nothing. */
export const useKeys = (asked: boolean) => useAnswer<ApiKeyList>(asked ? '/keys' : null);

/**
 * An act; whatever the page shows is asked again when it is done, and who one is when it was refused. `gone`: the id of
 * what there is no more once it is done; addresses that name it are not asked again.
 */
export function useAct<T>(done?: (answer: T) => void, gone?: string) {
  const { language } = useSpeech();
  const client = useQueryClient();
  const csrf = useSession().data?.csrf ?? null;
  return useMutation<T, unknown, Act>({
    mutationFn: (act) => send<T>(act, language, csrf),
    onSuccess: async (answer) => {
      done?.(answer);
      await client.invalidateQueries({
        predicate: ({ queryKey: [path] }) =>
          !/^\/(vocabularies|regions|about)/.test(String(path)) &&
          (gone === undefined ||
            !String(path)
              .split(/[/?&=]/)
              .includes(gone)),
      });
    },
    onError: () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/session') }),
  });
}
