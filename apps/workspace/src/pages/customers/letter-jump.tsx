import { Button, Group, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownCustomers } from '@counterfoil/contracts/administration/customer-list';
import { withNamesFrom } from './shown-state.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');

interface LetterJumpProps {
  readonly shown: ShownCustomers;
  onChange(shown: ShownCustomers): void;
}

/** Begins the list at the names from a letter, or from the first letters that are typed. */
export function LetterJump({ shown, onChange }: LetterJumpProps): ReactNode {
  const { t } = useTranslation('customers');
  const [typed, setTyped] = useState('');
  const jump = (from: string): void => onChange(withNamesFrom(shown, from));
  return (
    <Group gap={4} wrap="wrap" className="letter-jump">
      <Group gap={0} role="group" aria-label={t('letters')} className="letters">
        {letters.map((letter) => (
          <Button
            key={letter}
            size="compact-sm"
            variant={shown.namesFrom?.toUpperCase().startsWith(letter) ? 'filled' : 'subtle'}
            color="gray"
            px={7}
            onClick={() => jump(letter)}
          >
            {letter}
          </Button>
        ))}
      </Group>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          jump(typed);
        }}
      >
        <TextInput
          size="xs"
          w={150}
          aria-label={t('jump')}
          placeholder={t('jumpPlaceholder')}
          maxLength={60}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </form>
    </Group>
  );
}
