def keep(report, folder):
    pass
