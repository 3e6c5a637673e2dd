import { Button, SimpleGrid } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@counterfoil/ui/icons.tsx';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
/** Digits of the longest PIN. */
const pinLengthMax = 12;

interface PinPadProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Digits to touch, for a field that can be typed into as well. */
export function PinPad({ value, onChange }: PinPadProps): ReactNode {
  const { t } = useTranslation('shell');
  const key = (content: ReactNode, label: string, next: string): ReactNode => (
    <Button
      key={label}
      type="button"
      variant="default"
      h={60}
      fz="xl"
      aria-label={label}
      onClick={() => onChange(next.slice(0, pinLengthMax))}
    >
      {content}
    </Button>
  );
  return (
    <SimpleGrid cols={3} spacing="xs" role="group" aria-label={t('pinPad')}>
      {digits.map((digit) => key(digit, digit, value + digit))}
      {key(<Icon name="close" />, t('pinClear'), '')}
      {key('0', '0', `${value}0`)}
      {key(<Icon name="backspace" />, t('pinBackspace'), value.slice(0, -1))}
    </SimpleGrid>
  );
}
