import { Anchor, type AnchorProps } from '@mantine/core';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';

/** Where the reader is. The address says so, and the browser's own buttons work. */
export type Place =
  | { readonly page: 'worklist' | 'pacs' | 'cohort' | 'reproducibility' | 'administration' | 'guide' }
  | { readonly page: 'scan'; readonly analysisId: string }
  | { readonly page: 'patient'; readonly patientKey: string };

type Go = (to: string) => void;
const GoContext = createContext<Go>(() => undefined);

function placeOf(path: string): Place {
  const [, page, id] = path.split('/');
  if (page === 'scans' && /^\d+$/.test(id ?? '')) return { page: 'scan', analysisId: id };
  if (page === 'patients' && id) return { page: 'patient', patientKey: id };
  if (page === 'pacs' || page === 'cohort' || page === 'reproducibility' || page === 'administration' || page === 'guide') return { page };
  return { page: 'worklist' };
}

/** The place in the address, and the way to another. */
export function usePlace(): readonly [Place, Go] {
  const [path, setPath] = useState(location.pathname);
  useEffect(() => {
    const moved = () => setPath(location.pathname);
    addEventListener('popstate', moved);
    return () => removeEventListener('popstate', moved);
  }, []);
  const go = useCallback((to: string) => {
    history.pushState(null, '', to);
    setPath(location.pathname);
    scrollTo(0, 0);
  }, []);
  return [useMemo(() => placeOf(path), [path]), go];
}

export function GoProvider({ go, children }: { readonly go: Go; readonly children: ReactNode }) {
  return <GoContext value={go}>{children}</GoContext>;
}

export function useGo(): Go {
  return useContext(GoContext);
}

/** A link to another page; with a modifier key it opens where the browser puts it. */
export function Link({ to, children, ...look }: { readonly to: string; readonly children: ReactNode } & AnchorProps & { readonly 'aria-current'?: 'page'; readonly 'aria-label'?: string }) {
  const go = useGo();
  return (
    <Anchor
      href={to}
      onClick={(event) => {
        event.stopPropagation();
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        go(to);
      }}
      {...look}
    >
      {children}
    </Anchor>
  );
}
