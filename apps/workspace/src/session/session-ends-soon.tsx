import { Affix, Group } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '@counterfoil/ui/error-notice.tsx';
import { timeText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { useNow } from '@counterfoil/ui/use-now';
import { SignInAgain } from './session-ended-dialog.tsx';

/** So long before its end somebody is told, in milliseconds. */
const warnedBeforeMs = 10 * 60_000;
const lookIntervalMs = 15_000;

interface SessionEndsSoonProps {
  /** ISO time. */
  readonly expiresAt: string;
  /** Called when that time has come. */
  onEnd(): void;
}

/** Says that the session is about to end, so that nobody is surprised by it. */
export function SessionEndsSoon({ expiresAt, onEnd }: SessionEndsSoonProps): ReactNode {
  const { t } = useTranslation('session');
  const language = useLanguage();
  const now = useNow(lookIntervalMs);
  const leftMs = Date.parse(expiresAt) - now.getTime();
  const hasEnded = leftMs <= 0;
  useEffect(() => {
    if (hasEnded) onEnd();
  }, [hasEnded, onEnd]);
  if (hasEnded || leftMs > warnedBeforeMs) return null;
  return (
    <Affix position={{ bottom: 16, right: 16 }}>
      <Notice tone="warning">
        <Group>
          <span>{t('endsSoon', { time: timeText(expiresAt, now, language) })}</span>
          <SignInAgain />
        </Group>
      </Notice>
    </Affix>
  );
}
