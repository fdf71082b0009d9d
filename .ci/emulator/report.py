"""Counts checks and shows each as a line."""


class Report:
    def __init__(self, silent=False):
        self.passed, self.silent, self.broken = 0, silent, []

    def check(self, name, found, wanted=True):
        """One promise: what was found is what was wanted. What has to be asked for is a function."""
        try:
            found, wanted = (each() if callable(each) else each for each in (found, wanted))
        except Exception as error:  # a question that cannot be answered is a broken promise.
            found = f'{type(error).__name__}: {error}'
        if found == wanted:
            self.passed += 1
            self.say(f'ok    {name}')
        else:
            self.broken.append(name)
            self.say(f'FAIL  {name}\n      found  {found!r}\n      wanted {wanted!r}')
        return found == wanted

    def say(self, text):
        if not self.silent:
            print(text, flush=True)

    def end(self):
        self.say(f'{self.passed} passed, {len(self.broken)} failed, 0 skipped')
        return 1 if self.broken or not self.passed else 0
