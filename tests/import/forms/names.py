NAME = 'Dove'
