import { Button, Group, Paper, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fix } from '@counterfoil/contracts/administration/fix';
import type { Concern } from '@counterfoil/contracts/administration/overview';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { mend } from '../../api/overview.ts';
import { useReadAgain } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { pages } from '../pages.ts';
import { placeOf } from './concern-places.ts';

interface ConcernProps {
  readonly concern: Concern;
}

/** One matter: what it is, what to do, and the button that does it where the machine can. */
export function ConcernCard({ concern }: ConcernProps): ReactNode {
  const { t } = useTranslation('overview');
  const may = useMay();
  const { name, status, message, remedy, fix } = concern;
  const place = placeOf(name, new Set(pages.filter(({ needs }) => may(needs)).map(({ path }) => path)));
  return (
    <Paper component="li" className="concern" data-state={status === 'broken' ? 'bad' : 'warn'} p="sm" withBorder>
      <Group align="flex-start" gap="sm" wrap="nowrap">
        <Icon name="alert" />
        <div className="grow">
          <Text size="xs" fw={700} className="concern-status">
            {t(`status.${status}`)}
          </Text>
          <Text fw={600} className="any-break">
            {message}
          </Text>
          {remedy !== null && (
            <Text size="sm" className="any-break">
              {remedy}
            </Text>
          )}
          <Group gap="sm" mt={6}>
            {fix !== null && may(fix.route) && <FixButton fix={fix} what={message} />}
            {place !== null && (
              <Link to={place} aria-label={t('lookAt', { what: message })} className="concern-link">
                {t('look')}
              </Link>
            )}
          </Group>
        </div>
      </Group>
    </Paper>
  );
}

function FixButton({ fix, what }: { readonly fix: Fix; readonly what: string }): ReactNode {
  const { t } = useTranslation('overview');
  const { isBusy, error, run } = useAction();
  const readAgain = useReadAgain();
  const toast = useToast();
  const label = t(`fix.${fix.route}`);
  const mendNow = async (): Promise<void> => {
    if (!(await run(() => mend(fix)))) return;
    toast({ text: t('fixed'), icon: 'check' });
    await readAgain('overview', 'jobs');
  };
  return (
    <>
      <Button size="xs" loading={isBusy} aria-label={t('fixOf', { fix: label, what })} onClick={() => void mendNow()}>
        {label}
      </Button>
      {error && <ErrorNotice error={error} />}
    </>
  );
}
