"""Counts checks and shows each as a line."""


class Report:
    def __init__(self):
        self.passed, self.failed = 0, 0

    def check(self, name, found, wanted=True):
        """One promise: what was found is what was wanted."""
        if found == wanted:
            self.passed += 1
            print(f'ok    {name}', flush=True)
        else:
            self.failed += 1
            print(f'FAIL  {name}\n      found  {found!r}\n      wanted {wanted!r}', flush=True)
        return found == wanted

    def end(self):
        print(f'{self.passed} passed, {self.failed} failed, 0 skipped', flush=True)
        return 1 if self.failed or not self.passed else 0
