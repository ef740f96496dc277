"""The ground floor: what every other storey stands on, with no word about health in it."""
